package dev.godwit.db;

/**
 * A value as the server sent it, before the driver makes anything of it: days zero, trailing zeros and all digits are there.
 * It lies in the driver's own memory, so that a value of 100 MB is there once; gone with the next row. Drivers of MySQL and
 * MariaDB alone give it, by {@link ServerTextCodec}.
 *
 * @param array that holds it, among others
 * @param offset of its first byte
 * @param length in bytes
 */
public record ServerText(byte[] array, int offset, int length) {}
