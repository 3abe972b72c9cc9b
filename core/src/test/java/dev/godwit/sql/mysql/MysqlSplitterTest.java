package dev.godwit.sql.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.sql.SplitterContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class MysqlSplitterTest extends SplitterContract {
    MysqlSplitterTest() {
        super(Scripts.TESTED);
    }

    static Stream<Arguments> traps() {
        return withCommonTraps(
                trap("comments around are no part of it", "-- a\nselect /* b */ 1 # c\n; /* d */", "select /* b */ 1"),
                trap(
                        "the first line of a dump",
                        "/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump\nselect 1;",
                        "select 1"),
                trap("comments only", "-- a;\n/* b; */\n# c;\n--\n"),
                trap("semicolon in a string", "select ';''a;\\';'; select 2", "select ';''a;\\';'", "select 2"),
                trap("double quotes", "select \";\"\"a;\\\";\"; select 2", "select \";\"\"a;\\\";\"", "select 2"),
                trap("a backslash before a backslash", "select '\\\\'; select 2", "select '\\\\'", "select 2"),
                trap("backticks", "select `a;``b\\`; select 2", "select `a;``b\\`", "select 2"),
                trap(
                        "prefixes",
                        "select x'41', b'1', n';', _utf8';'; select 2",
                        "select x'41', b'1', n';', _utf8';'",
                        "select 2"),
                trap(
                        "variables",
                        "set @`a;b` = 1, @';' = 2; select @@global.x",
                        "set @`a;b` = 1, @';' = 2",
                        "select @@global.x"),
                trap(
                        "comments do not nest",
                        "select 1 /* /* ; */ + 1; select 2",
                        "select 1 /* /* ; */ + 1",
                        "select 2"),
                trap(
                        "a slash behind the opening mark",
                        "select 1 /*/ ; */ + 1; select 2",
                        "select 1 /*/ ; */ + 1",
                        "select 2"),
                trap(
                        "executable comments",
                        "/*!40101 set a = ';' */; /*!select 1*/",
                        "/*!40101 set a = ';' */",
                        "/*!select 1*/"),
                trap("a hint", "select /*+ ; */ 1; select 2", "select /*+ ; */ 1", "select 2"),
                trap("parentheses hide nothing", "select (1; drop table t;)", "select (1", "drop table t", ")"),
                trap("a name that begins with a digit", "select 1a; select 1.5e3.b", "select 1a", "select 1.5e3.b"),
                trap("a lone carriage return is a blank", "select 1;\rselect\r2", "select 1", "select\r2"),
                trap("delimiter", "delimiter $$\nselect 1$$\nDELIMITER ;\nselect 2;", "select 1", "select 2"),
                trap(
                        "delimiter of semicolons",
                        "delimiter ;;\nselect 1;;\ndelimiter ;\nselect 2;",
                        "select 1",
                        "select 2"),
                trap("a quoted delimiter", "delimiter '//'\nselect 1//\n", "select 1"),
                trap("a delimiter ends a word", "delimiter $$\nselect a$$select b$$", "select a", "select b"),
                trap("a delimiter of letters", "delimiter go\nselect 1 go\nselect 2 go", "select 1", "select 2"),
                trap("no delimiter in quotes", "delimiter //\nselect '//', `//` -- //\n//", "select '//', `//`"),
                trap(
                        "a delimiter with windows lines",
                        "delimiter //\r\nselect 1//\r\ndelimiter ;\r\nselect 2;",
                        "select 1",
                        "select 2"),
                trap(
                        "semicolons between other delimiters",
                        "delimiter //\nselect 1; select 2//",
                        "select 1",
                        "select 2"),
                trap(
                        "a body between other delimiters",
                        "delimiter //\ncreate procedure p() begin select 1; end;//\ndelimiter ;\nselect 2",
                        "create procedure p() begin select 1; end",
                        "select 2"),
                trap(
                        "a column named delimiter",
                        "select delimiter from t; select 2",
                        "select delimiter from t",
                        "select 2"),
                trap("begin is a transaction", "begin; select 1; end", "begin", "select 1", "end"),
                trap("begin work", "begin work; commit", "begin work", "commit"),
                body("procedure", "create procedure p() begin select 1; select 2; end"),
                body("nested", "create procedure p() begin begin select 1; end; select 2; end"),
                body(
                        "if",
                        "create procedure p() begin if a then select 1; elseif b then select 2; else select 3; end if; end"),
                body("if as a function", "create procedure p() begin select if(a, 1, 2); set x = if(b, 1, 2); end"),
                body("case", "create procedure p() begin case x when 1 then select 1; else select 2; end case; end"),
                body(
                        "case expression",
                        "create procedure p() begin set x = case when a then 1 else 2 end; select 2; end"),
                body(
                        "case in case",
                        "create procedure p() begin case case when a then 1 end when 1 then select case b when 2 then 3 end; end case; end"),
                body(
                        "loops",
                        "create procedure p() begin l: loop leave l; end loop l; while a do select 1; end while; end"),
                body(
                        "repeat",
                        "create procedure p() begin repeat set a = 1; until case when a then b end end repeat; select 1; end"),
                body("labels", "create procedure p() outer_one: begin select 1; end outer_one"),
                body(
                        "handlers",
                        "create procedure p() begin declare exit handler for sqlstate value '42S02', not found begin select 1; end;"
                                + " declare continue handler for 1062 if a then select 2; end if; select 3; end"),
                body(
                        "a cursor",
                        "create procedure p() begin declare c cursor for select if(a, b, c) from t; open c; end"),
                body(
                        "characteristics",
                        "create procedure p(a int, b set('begin', 'if')) comment 'begin' language sql begin select 1; end"),
                body("a name between", "create procedure `begin`() begin select 1; end"),
                body("if not exists", "create procedure if not exists p() begin select 1; end"),
                body("definer", "create definer=`root`@`localhost` procedure p() begin select 1; end"),
                body(
                        "definer of itself",
                        "create or replace definer = current_user() function f() returns int begin return 1; end"),
                body("a function", "create function f() returns varchar(10) character set utf8 begin return 'a'; end"),
                body("a function of a set", "create function f() returns set('a') deterministic begin return 'a'; end"),
                body("a simple function", "create function f() returns int return case when a then 1 else 2 end"),
                body("a simple procedure", "create procedure p() select case when a then 1 end"),
                body("a body of if", "create procedure p() if a then select 1; end if"),
                body("a trigger", "create trigger g before insert on t for each row begin set new.a = 1; end"),
                body(
                        "a trigger in order",
                        "create trigger g after update on t for each row follows h begin select 1; end"),
                body(
                        "a simple trigger",
                        "create trigger g before insert on t for each row set new.a = if(new.b, 1, 2)"),
                body(
                        "an event",
                        "create event e on schedule every 1 day starts now() comment 'do' do begin select 1; end"),
                body("an altered event", "alter event e on completion preserve do begin select 1; end"),
                body("not atomic", "begin not atomic declare x int; select 1; end"),
                body("if alone", "if (select 1) then select 2; end if"),
                body(
                        "for",
                        "begin not atomic for i in 1..3 do select i; end for; for r in (select 1) do select 2; end for; end"),
                body(
                        "a package",
                        "create package body p function f() returns int begin return 1; end; procedure q() begin select 1; end; end"),
                body(
                        "dump comments",
                        "/*!50003 create*/ /*!50017 definer=`r`@`%`*/ /*!50003 trigger g before insert on t for each row begin set @a = 1; end */"),
                body("comments", "create /* begin */ procedure p() -- begin\nbegin # end\nselect 1; end"),
                trap(
                        "letters of all alphabets",
                        "select 'é😀;' as größe; select `имя`",
                        "select 'é😀;' as größe",
                        "select `имя`"));
    }

    static Stream<Arguments> broken() {
        return withCommonRefusals(
                refusal("select 'abc\\'", 1, 8, "a string is not closed"),
                refusal("select \"abc", 1, 8, "a string is not closed"),
                refusal("select `abc", 1, 8, "a quoted name is not closed"),
                refusal("select 1;\r\n/* a /* b ", 2, 1, "a comment /* is not closed"),
                refusal("select 1 /*!50000 + 1", 1, 10, "an executable comment is not closed"),
                refusal("select 1 /*!50000 ; */", 1, 10, "ends within an executable comment"),
                refusal("select\r(1", 2, 1, "a parenthesis is not closed"),
                refusal("create procedure p() begin select 1;", 1, 1, "a compound statement has no END"),
                refusal("delimiter //\ncreate procedure p() begin select 1;//", 2, 1, "has no END"),
                refusal("select 1\ndelimiter //\n", 2, 1, "DELIMITER stands within the statement before it"),
                refusal("delimiter\nselect 1", 1, 1, "DELIMITER needs a text"),
                refusal("delimiter \\\nselect 1", 1, 1, "DELIMITER needs a text"),
                refusal("delimiter // select 1//", 1, 1, "text follows DELIMITER"),
                refusal("select 1;\n \\. other\nselect 2;", 2, 2, "the mysql command \\."),
                refusal("\\! echo pwned", 1, 1, "the mysql command \\!"),
                refusal("select 1\\G", 1, 9, "the mysql command \\G"),
                refusal("update t set a = 1 -- b\r where id = 1", 1, 20, "a lone carriage return"),
                refusal("select 5--3", 1, 9, "-- without a blank"),
                refusal("select E'\\''", 1, 8, "a text of PostgreSQL"),
                refusal("select `a\u200B`", 1, 10, "U+200B (ZERO WIDTH SPACE)"),
                refusal("set sql_mode = 'NO_BACKSLASH_ESCAPES';\nselect '\\'; --'", 2, 8, "NO_BACKSLASH_ESCAPES"),
                refusal("set @@session.sql_mode = @old;\nselect 'it\\'s'", 2, 8, "NO_BACKSLASH_ESCAPES"),
                refusal("/*!40101 set sql_mode = 'ansi' */;\nselect \"a\\\"b\"", 2, 8, "ANSI_QUOTES"));
    }

    @Test
    void takesBackslashesAgainOnceTheModeIsKnown() {
        String script = "set sql_mode = 'NO_BACKSLASH_ESCAPES'; set sql_mode = 'STRICT_ALL_TABLES'; select '\\''";
        assertThat(Scripts.split(script)).hasSize(3);
    }

    @Test
    void normalizedTextKnowsNoWritingHabits() {
        MysqlScripts scripts = new MysqlScripts();
        String one = "\uFEFF-- why\ndelimiter //\nSELECT  a.B,'x\r\ny' FROM `T` // # end\ndelimiter ;\nselect 2";
        String two = "select a . b , 'x\ny'\nfrom `T`;\nselect 2;\n";
        assertThat(scripts.normalized(one)).isEqualTo(scripts.normalized(two));
        assertThat(scripts.normalized("select 'a  b'")).isNotEqualTo(scripts.normalized("select 'a b'"));
        assertThat(scripts.normalized("select `A`")).isNotEqualTo(scripts.normalized("select `a`"));
        assertThat(scripts.normalized("/*!99999 drop table t */")).isNotEqualTo(scripts.normalized("drop table t"));
        assertThat(scripts.normalized("select 1 /* a */")).isEqualTo(scripts.normalized("select 1"));
    }

    /** A compound statement between two others. */
    private static Arguments body(String name, String statement) {
        return trap(name, "select 1; " + statement + "; select 2", "select 1", statement, "select 2");
    }
}
