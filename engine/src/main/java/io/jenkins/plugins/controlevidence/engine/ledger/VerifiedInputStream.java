package io.jenkins.plugins.controlevidence.engine.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** Reads an artefact and, at its end, throws unless it was the right one to the byte. */
final class VerifiedInputStream extends FilterInputStream {
    private final Path file;
    private final String sha256;
    private final long size;
    private final MessageDigest digest = TreeHash.sha256();
    private long count;
    private boolean ended;

    private VerifiedInputStream(InputStream in, Path file, String sha256, long size) {
        super(in);
        this.file = file;
        this.sha256 = sha256;
        this.size = size;
    }

    static VerifiedInputStream open(Path file, String sha256, long size) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return new VerifiedInputStream(new GZIPInputStream(raw, 1 << 15), file, sha256, size);
        } catch (IOException e) {
            raw.close();
            throw damaged(file, e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read;
        try {
            read = in.read(bytes, offset, length);
        } catch (IOException e) {
            throw damaged(file, e);
        }
        if (read > 0) {
            digest.update(bytes, offset, read);
            count += read;
        }
        boolean end = read < 0 && length > 0;
        if (count > size || (end && !ended && !right())) {
            throw damaged(file, null);
        }
        ended |= end;
        return read;
    }

    private boolean right() {
        return count == size && HexFormat.of().formatHex(digest.digest()).equals(sha256);
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = 0;
        while (skipped < n && read() >= 0) {
            skipped++;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private static StoreException damaged(Path file, @CheckForNull IOException cause) {
        return new StoreException(
                "The artefact " + file
                        + " is damaged: it does not hold what was recorded. Restore the store from a backup.",
                cause);
    }
}
