package io.jenkins.plugins.controlevidence.engine.report.verify;

import io.jenkins.plugins.controlevidence.engine.evidence.Envelope;
import io.jenkins.plugins.controlevidence.engine.evidence.SigningKey;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.report.export.DigestedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A package that somebody has changed: bytes of the file as it is, or the files in it, with all that can be made consistent
 * again without the private key.
 */
record PackageMutation(String what, byte[] bytes) {
    private static final List<String> BAD_NAMES = List.of(
            "../outside",
            "/absolute",
            "store/../../outside",
            "C:\\outside",
            "store\\keys\\signing.pem",
            "index.html",
            "INDEX.HTML",
            "Store/store.json",
            "store/store.json/x",
            "store/ledger/tile/entries/../../../../outside",
            "./MANIFEST",
            "con",
            "a\u0000b",
            "report/",
            "x".repeat(10_000));

    /** A file in a package. */
    private record Entry(String name, byte[] content) {}

    static PackageMutation random(byte[] original, Random random) {
        try {
            PackageMutation mutation;
            do { // to change the list and to list anew changes nothing
                mutation = random.nextInt(3) == 0 ? ofBytes(original, random) : ofFiles(original, random);
            } while (Arrays.equals(mutation.bytes(), original));
            return mutation;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes one file as someone can who holds the private key: the list fits, and so does the signature under it. */
    static PackageMutation resigned(byte[] original, Random random, SigningKey key) {
        try {
            List<Entry> entries = read(original);
            int at = random.nextInt(entries.size() - 2);
            while (entries.get(at).name().equals("store/store.json")) {
                at = random.nextInt(entries.size() - 2);
            }
            String what = changeContent(entries, at, random);
            relist(entries);
            Entry signature = entries.get(entries.size() - 1);
            String list =
                    DigestedOutputStream.sha256(entries.get(entries.size() - 2).content());
            Statement said = Envelope.parse(signature.content()).statement();
            Statement anew = new Statement(
                    List.of(new Statement.Subject("MANIFEST", Map.of("sha256", list))),
                    said.predicateType(),
                    said.predicate());
            entries.set(
                    entries.size() - 1,
                    new Entry(signature.name(), Envelope.sign(anew, key).toBytes()));
            return new PackageMutation(what + ", listed and signed anew", canonical(entries));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes bytes without knowing what they mean. */
    private static PackageMutation ofBytes(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int at = random.nextBoolean() ? random.nextInt(bytes.length) : headerByte(bytes, random);
        switch (random.nextInt(8)) {
            case 0 -> {
                return new PackageMutation("cut off at " + at, Arrays.copyOf(bytes, at));
            }
            case 1 -> {
                return new PackageMutation("appended to", Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100)));
            }
            case 2 -> {
                byte[] longer = new byte[bytes.length + 1 + random.nextInt(100)];
                random.nextBytes(longer);
                System.arraycopy(bytes, 0, longer, longer.length - bytes.length, bytes.length);
                return new PackageMutation("prepended to", longer);
            }
            case 3 -> {
                byte[] shorter = new byte[bytes.length - 1];
                System.arraycopy(bytes, 0, shorter, 0, at);
                System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
                return new PackageMutation("byte " + at + " removed", shorter);
            }
            default -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                return new PackageMutation("bit of byte " + at + " turned", bytes);
            }
        }
    }

    /** A byte of the directory or of a header: most bytes are content, and it is these that nobody looks at. */
    private static int headerByte(byte[] bytes, Random random) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int directory = buffer.getInt(bytes.length - 6);
        if (random.nextBoolean()) {
            return directory + random.nextInt(bytes.length - directory);
        }
        List<Integer> offsets = new ArrayList<>();
        for (int at = directory; buffer.getInt(at) == 0x02014b50; at += 46 + buffer.getShort(at + 28)) {
            offsets.add(buffer.getInt(at + 42));
        }
        return offsets.get(random.nextInt(offsets.size())) + random.nextInt(30);
    }

    /** Changes the files, and writes them as a ZIP file again: by our form or by that of a common program. */
    private static PackageMutation ofFiles(byte[] original, Random random) throws IOException {
        List<Entry> entries = read(original);
        String what = change(entries, random);
        if (random.nextBoolean()) {
            relist(entries);
            what += ", listed anew";
        }
        if (random.nextInt(4) == 0) {
            return new PackageMutation(what + ", by another program", common(entries, random));
        }
        return new PackageMutation(what, canonical(entries));
    }

    private static String change(List<Entry> entries, Random random) {
        int at = random.nextInt(entries.size());
        Entry victim = entries.get(at);
        int other = random.nextInt(entries.size());
        switch (random.nextInt(9)) {
            case 0 -> {
                entries.remove(at);
                return victim.name() + " removed";
            }
            case 1 -> {
                entries.add(at, new Entry(badName(random), new byte[random.nextInt(10)]));
                return entries.get(at).name() + " added";
            }
            case 2 -> {
                entries.set(at, new Entry(badName(random), victim.content()));
                return victim.name() + " renamed to " + entries.get(at).name();
            }
            case 3 -> {
                entries.add(other, victim);
                return victim.name() + " twice";
            }
            case 4 -> {
                byte[] content = victim.content();
                entries.set(at, new Entry(victim.name(), entries.get(other).content()));
                entries.set(other, new Entry(entries.get(other).name(), content));
                boolean same = Arrays.equals(content, entries.get(at).content());
                return same
                        ? changeContent(entries, at, random)
                        : "contents swapped of " + victim.name() + " and " + other;
            }
            case 5 -> {
                if (at == other) {
                    return changeContent(entries, at, random);
                }
                Collections.swap(entries, at, other);
                return "places swapped of " + victim.name() + " and " + other;
            }
            case 6 -> {
                String name = victim.name().toUpperCase(Locale.ROOT);
                entries.add(new Entry(name.equals(victim.name()) ? name + "x" : name, victim.content()));
                return victim.name() + " added in another case";
            }
            default -> {
                return changeContent(entries, at, random);
            }
        }
    }

    private static String changeContent(List<Entry> entries, int at, Random random) {
        Entry victim = entries.get(at);
        byte[] content = victim.content().clone();
        if (content.length == 0 || random.nextInt(4) == 0) {
            content = Arrays.copyOf(content, content.length + 1);
            content[content.length - 1] = (byte) random.nextInt(256);
        } else if (random.nextInt(4) == 0) {
            content = Arrays.copyOf(content, random.nextInt(content.length));
        } else {
            content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
        }
        entries.set(at, new Entry(victim.name(), content));
        return victim.name() + " changed";
    }

    private static String badName(Random random) {
        return BAD_NAMES.get(random.nextInt(BAD_NAMES.size()));
    }

    private static List<Entry> read(byte[] bytes) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add(new Entry(entry.getName(), in.readAllBytes()));
            }
        }
        return entries;
    }

    /** Writes a list that fits; it is the signature under it that cannot be made. */
    private static void relist(List<Entry> entries) {
        StringBuilder list = new StringBuilder();
        for (Entry entry : entries) {
            if (!entry.name().startsWith("MANIFEST")) {
                list.append(DigestedOutputStream.sha256(entry.content()))
                        .append("  ")
                        .append(entry.name())
                        .append('\n');
            }
        }
        entries.replaceAll(entry -> entry.name().equals("MANIFEST")
                ? new Entry("MANIFEST", list.toString().getBytes(StandardCharsets.UTF_8))
                : entry);
    }

    /** Stored, without attributes, the first time: our form, for whatever names. */
    private static byte[] canonical(List<Entry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
            CRC32 crc = new CRC32();
            crc.update(entry.content());
            ByteBuffer common = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
            common.putInt(0).putInt(0x00210000).putInt((int) crc.getValue());
            common.putInt(entry.content().length).putInt(entry.content().length).putShort((short) name.length);
            ByteBuffer central = ByteBuffer.allocate(46).order(ByteOrder.LITTLE_ENDIAN);
            central.putInt(0x02014b50).putShort((short) 10).putShort((short) 10).put(common.array());
            central.position(42);
            central.putInt(out.size());
            directory.writeBytes(central.array());
            directory.writeBytes(name);
            ByteBuffer local = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
            local.putInt(0x04034b50).putShort((short) 10).put(common.array());
            out.writeBytes(local.array());
            out.writeBytes(name);
            out.writeBytes(entry.content());
        }
        ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(0x06054b50).putInt(0).putShort((short) entries.size()).putShort((short) entries.size());
        end.putInt(directory.size()).putInt(out.size());
        out.writeBytes(directory.toByteArray());
        out.writeBytes(end.array());
        return out.toByteArray();
    }

    /** As Java's own library writes it: compressed, with times, sizes after the content. */
    private static byte[] common(List<Entry> entries, Random random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(random.nextBoolean() ? Deflater.BEST_SPEED : Deflater.NO_COMPRESSION);
            zip.setComment(random.nextBoolean() ? "a comment" : null);
            Set<String> names = new HashSet<>();
            for (Entry entry : entries) {
                if (names.add(entry.name())) {
                    zip.putNextEntry(new ZipEntry(entry.name()));
                    if (!entry.name().endsWith("/")) {
                        zip.write(entry.content());
                    }
                    zip.closeEntry();
                }
            }
        }
        return out.toByteArray();
    }
}
