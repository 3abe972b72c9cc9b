package dev.godwit.app.verb;

import dev.godwit.approval.Approval;
import dev.godwit.approval.SigningKey;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.host.WholeFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Approvals and private keys as files. A key is readable by its owner alone, from the moment it exists. */
public final class ApprovalFiles {
    private ApprovalFiles() {}

    /** Reads an approval; GW-2001 or GW-2019 where it cannot. */
    public static Approval approval(Path file) {
        return Approval.parse(read(file), file.toString());
    }

    /** Reads a private key; GW-2001 or GW-2019 where it cannot, GW-1008 where others may read it too. */
    public static SigningKey key(Path file) {
        String text = read(file);
        if (othersRead(file)) {
            throw Problem.of(ErrorCode.RIGHTS_MISSING, "the private key can be read by others than its owner")
                    .at(Place.of(file.toString()))
                    .next("chmod 600 " + file + "; if anybody may have read it, make a new one")
                    .exception();
        }
        return SigningKey.parse(text, file.toString());
    }

    /** Writes a new private key; never over an old one. */
    public static void write(Path file, SigningKey key) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            if (posix(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, key.text());
            } else {
                Files.writeString(file, key.text(), StandardOpenOption.CREATE_NEW);
            }
        } catch (FileAlreadyExistsException there) {
            throw Problem.of(ErrorCode.FILE_UNREADABLE, "there is a file already; a key is never overwritten")
                    .at(Place.of(file.toString()))
                    .next("--key FILE names another place")
                    .exception();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Writes a text that anybody may read. */
    public static void write(Path file, String text) {
        write(file, out -> out.write(text));
    }

    /** The same for a long text. */
    static void write(Path file, WholeFile.Content text) {
        try {
            WholeFile.write(file, text);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Problem.of(ErrorCode.FILE_UNREADABLE, "the file cannot be read: " + e.getMessage())
                    .at(Place.of(file.toString()))
                    .exception();
        }
    }

    private static boolean othersRead(Path file) {
        try {
            Set<PosixFilePermission> allowed = posix(file) ? Files.getPosixFilePermissions(file) : Set.of();
            return allowed.contains(PosixFilePermission.GROUP_READ)
                    || allowed.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static dev.godwit.fault.GodwitException unwritable(Path file, IOException e) {
        return Problem.of(ErrorCode.FILE_UNREADABLE, "the file cannot be written: " + e.getMessage())
                .at(Place.of(file.toString()))
                .exception();
    }
}
