package dev.godwit.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measured on PostgreSQL 15 by pg_class.relfilenode before and after; timestamp to timestamptz is spared at UTC alone. */
class ColumnTypesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "varchar(20)|varchar(40)|true",
                "varchar(20)|varchar|true",
                "character varying(20)|text|true",
                "varchar(40)|varchar(20)|false",
                "varchar|varchar(20)|false",
                "text|varchar|true",
                "text|varchar(20)|false",
                "char(3)|text|false",
                "numeric(10,2)|numeric(12,2)|true",
                "numeric(10,2)|numeric|true",
                "decimal(10,2)|numeric(12,3)|false",
                "numeric|numeric(12,2)|false",
                "numeric(12,2)|numeric(10,2)|false",
                "integer|bigint|false",
                "int|int4|true",
                "timestamp(3)|timestamp(6)|true",
                "timestamp(3) without time zone|timestamp|true",
                "timestamp|timestamp(3)|false",
                "timestamp with time zone|timestamptz|true",
                "timestamp|timestamptz|false",
                "cidr|inet|true",
                "inet|cidr|false",
                "bit varying(8)|bit varying(16)|true",
                "citext|text|true",
                "uuid|text|false",
            })
    void knowsWhichChangesNeedNoRewrite(String from, String to, boolean catalogOnly) {
        assertThat(ColumnTypes.changesCatalogOnly(from, to)).isEqualTo(catalogOnly);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bigint|integer|true",
                "integer|bigint|false",
                "varchar(40)|varchar(20)|true",
                "text|varchar(20)|true",
                "varchar(20)|text|false",
                "numeric(12,2)|numeric(10,2)|true",
                "numeric(12,2)|numeric(12,1)|true",
                "numeric(10,2)|numeric(12,2)|false",
                "double precision|real|true",
                "real|double precision|false",
                "numeric|bigint|true",
                "timestamptz|date|true",
                "date|timestamptz|false",
            })
    void knowsWhichChangesLoseValues(String from, String to, boolean narrows) {
        assertThat(ColumnTypes.narrows(from, to)).isEqualTo(narrows);
    }
}
