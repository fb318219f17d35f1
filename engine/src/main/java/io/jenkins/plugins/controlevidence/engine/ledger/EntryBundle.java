package io.jenkins.plugins.controlevidence.engine.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Entries as C2SP tlog-tiles keeps them: each after its length, an unsigned 16-bit number, big-endian. */
final class EntryBundle {
    /** How long an entry can be, in bytes. */
    static final int MAX_ENTRY = 0xFFFF;

    private EntryBundle() {}

    static void append(ByteArrayOutputStream bundle, byte[] entry) {
        if (entry.length > MAX_ENTRY) {
            throw new IllegalArgumentException("an entry of " + entry.length + " bytes does not fit");
        }
        bundle.write(entry.length >>> 8);
        bundle.write(entry.length);
        bundle.writeBytes(entry);
    }

    /** The first entries of a bundle; it may hold more. */
    static List<byte[]> first(int count, byte[] bundle) throws StoreException {
        List<byte[]> entries = new ArrayList<>(count);
        ByteBuffer buffer = ByteBuffer.wrap(bundle);
        for (int i = 0; i < count; i++) {
            int length = buffer.remaining() < 2 ? MAX_ENTRY : Short.toUnsignedInt(buffer.getShort());
            if (length > buffer.remaining()) {
                throw new StoreException("it ends in the midst of entry " + i);
            }
            byte[] entry = new byte[length];
            buffer.get(entry);
            entries.add(entry);
        }
        return entries;
    }
}
