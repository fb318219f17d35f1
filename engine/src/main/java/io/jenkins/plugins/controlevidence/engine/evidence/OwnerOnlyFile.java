package io.jenkins.plugins.controlevidence.engine.evidence;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A file with a secret in it, which its owner alone may read: mode 0600 in a directory of mode 0700; on Windows an access list
 * with the owner alone.
 */
public final class OwnerOnlyFile {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private OwnerOnlyFile() {}

    /**
     * Makes a directory that its owner alone may enter, with its parents; one that is there already is left as it is.
     *
     * @param directory which
     * @throws IOException if it cannot be made
     */
    public static void createDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            if (isPosix(parent)) {
                Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
            } else {
                Files.createDirectory(directory);
                restrictToOwner(directory);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            } // another process was faster
        }
    }

    /**
     * Writes a file that must not be there yet, never readable by others, whole or not at all, and durable.
     *
     * @param file where to; its directory exists
     * @param content all of it
     * @throws java.nio.file.FileAlreadyExistsException if it is there already
     * @throws IOException if it cannot be written
     */
    public static void create(Path file, byte[] content) throws IOException {
        if (isPosix(file.toAbsolutePath().getParent())) {
            DurableFile.create(file, content, PosixFilePermissions.asFileAttribute(FILE));
        } else {
            DurableFile.create(file, content);
            restrictToOwner(file);
        }
    }

    /**
     * Reads such a file.
     *
     * @param file which
     * @return its content
     * @throws EvidenceException if others may read it
     * @throws IOException if it cannot be read
     */
    public static byte[] read(Path file) throws IOException {
        if (isPosix(file)) {
            Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            others.removeAll(EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE));
            if (!others.isEmpty()) {
                throw new EvidenceException(file + " holds a secret and may be used by others than its owner."
                        + " Whoever could read it may have copied it: if that can be ruled out, run `chmod 600 " + file
                        + "`; if not, begin a new store with a new key.");
            }
        }
        return Files.readAllBytes(file);
    }

    private static boolean isPosix(Path file) {
        return file != null && Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    }

    private static void restrictToOwner(Path file) throws IOException {
        AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (view != null) {
            view.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(view.getOwner())
                    .setPermissions(AclEntryPermission.values())
                    .build()));
        }
    }
}
