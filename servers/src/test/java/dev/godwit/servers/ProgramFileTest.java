package dev.godwit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramFileTest {
    @TempDir
    Path folder;

    @Test
    void whatLiesBehindTheLastLoadedByteIsLeftOut() throws Exception {
        byte[] whole = program(20_000, 50_000);
        byte[] written = write(whole);
        assertThat(written).hasSize(20_000);
        assertThat(ByteBuffer.wrap(written).getLong(40))
                .as("the place of the sections")
                .isZero();
        assertThat(ByteBuffer.wrap(written).getShort(60))
                .as("the number of the sections")
                .isZero();
        for (int i = 64; i < written.length; i++) {
            assertThat(written[i]).isEqualTo(whole[i]);
        }
    }

    @Test
    void aFileOfAnotherFormatIsWrittenWhole() throws Exception {
        byte[] script = "#!/bin/sh\n".repeat(5_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(write(script)).isEqualTo(script);
        assertThat(write(new byte[0])).isEmpty();
    }

    @Test
    void aProgramWhoseHeadersStandElsewhereIsWrittenWhole() throws Exception {
        byte[] odd = program(20_000, 50_000);
        ByteBuffer.wrap(odd).order(ByteOrder.LITTLE_ENDIAN).putLong(32, 40_000);
        assertThat(write(odd)).isEqualTo(odd);
    }

    private byte[] write(byte[] content) throws Exception {
        Path file = folder.resolve("program");
        ProgramFile.write(new ByteArrayInputStream(content), file);
        return Files.readAllBytes(file);
    }

    /** Two segments, of which the first ends last. */
    private static byte[] program(int loaded, int whole) {
        byte[] bytes = new byte[whole];
        new Random(1).nextBytes(bytes);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
        file.putLong(32, 64).putLong(40, 45_000);
        file.putShort(54, (short) 56).putShort(56, (short) 2).putShort(60, (short) 30);
        segment(file, 64, loaded);
        segment(file, 64 + 56, loaded / 2);
        return bytes;
    }

    private static void segment(ByteBuffer file, int header, int end) {
        file.putLong(header + 8, 100).putLong(header + 32, end - 100);
    }
}
