/**
 * MySQL 8 and MariaDB 10.6 and newer: the answers to the questions of {@link dev.godwit.dialect}, in the same file names as
 * its neighbours. Where the two servers differ, the SQL says so in executable comments, which the other one does not read.
 * Start with {@link dev.godwit.dialect.mysql.MysqlDialect}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.dialect.mysql;
