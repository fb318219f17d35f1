package io.jenkins.plugins.controlevidence.engine.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What is asked of us: requirements under the controls of one or more frameworks.
 *
 * @param requirements in the order of the files
 * @param sources the files that it was read from, ours first; {@link #ofSources} makes the same catalogue of them
 * @param digest SHA-256 over the files that it was read from, lower-case hexadecimal: two reports with the same digest were
 *     judged alike
 */
public record Catalogue(List<Requirement> requirements, List<Source> sources, String digest) {
    /** The largest catalogue file that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private static final String SOC2 = "soc2.yaml";

    /** Copies the lists. */
    public Catalogue {
        requirements = List.copyOf(requirements);
        sources = List.copyOf(sources);
    }

    /**
     * A file that a catalogue was read from.
     *
     * @param name what messages call it
     * @param bytes its content
     */
    public record Source(String name, byte[] bytes) {
        /** Copies the content. */
        public Source {
            bytes = bytes.clone();
        }

        /** Copies the content. */
        @Override
        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /**
     * The catalogue that we carry with us: SOC 2, the common criteria CC6 to CC8 that a pipeline can give evidence of.
     *
     * @return never empty
     */
    public static Catalogue soc2() {
        try {
            return load(List.of());
        } catch (CatalogueException e) {
            throw new IllegalStateException("the catalogue that is shipped is broken: " + e.getMessage(), e);
        }
    }

    /**
     * Our catalogue with the user's laid over it: new frameworks, controls, requirements and tests are added; what has the
     * same id is changed in the fields that the user's file gives.
     *
     * @param files YAML files, the later ones over the earlier
     * @return the merged catalogue
     * @throws CatalogueException if a file cannot be read or what comes of it is no catalogue; says where and what to do
     */
    public static Catalogue load(List<Path> files) throws CatalogueException {
        List<Source> sources = new ArrayList<>(List.of(new Source(SOC2, shipped())));
        for (Path file : files) {
            sources.add(new Source(file.toString(), read(file)));
        }
        return ofSources(sources);
    }

    /**
     * Our catalogue with one laid over it that is not in a file.
     *
     * @param name what messages call it
     * @param overlay what differs, as the content of a file
     * @return the merged catalogue
     * @throws CatalogueException if what comes of it is no catalogue; says where and what to do
     */
    public static Catalogue parse(String name, byte[] overlay) throws CatalogueException {
        if (overlay.length > MAX_BYTES) {
            throw tooLarge(name);
        }
        return ofSources(List.of(new Source(SOC2, shipped()), new Source(name, overlay)));
    }

    /**
     * The catalogue that certain files make, ours of another version among them: what a report was judged by, later and
     * elsewhere.
     *
     * @param sources the files, each laid over those before it; at least one
     * @return the merged catalogue
     * @throws CatalogueException if what comes of it is no catalogue; says where and what to do
     */
    public static Catalogue ofSources(List<Source> sources) throws CatalogueException {
        MessageDigest digest = sha256();
        Node.Mapping root =
                NodeReader.read(sources.get(0).name(), sources.get(0).bytes());
        digest.update(sha256().digest(sources.get(0).bytes()));
        for (Source source : sources.subList(1, sources.size())) {
            digest.update(sha256().digest(source.bytes()));
            root = NodeMerge.merge(root, NodeReader.read(source.name(), source.bytes()));
        }
        return new Catalogue(CatalogueBinder.bind(root), sources, HexFormat.of().formatHex(digest.digest()));
    }

    private static CatalogueException tooLarge(String name) {
        return new CatalogueException(
                new Place(name, 1, 1),
                "larger than " + MAX_BYTES + " bytes",
                "Is this the right file? Split it if it is.");
    }

    private static byte[] read(Path file) throws CatalogueException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw tooLarge(file.toString());
            }
            return bytes;
        } catch (IOException e) {
            throw new CatalogueException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] shipped() {
        try (InputStream in = Catalogue.class.getResourceAsStream(SOC2)) {
            if (in == null) {
                throw new IllegalStateException(SOC2 + " is missing from the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
