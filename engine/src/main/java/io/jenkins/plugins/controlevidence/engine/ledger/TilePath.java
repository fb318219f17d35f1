package io.jenkins.plugins.controlevidence.engine.ledger;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a tile or an entry bundle as C2SP tlog-tiles does: {@code tile/<level>/<index>[.p/<width>]}.
 *
 * @param level level of a tile, or {@link #ENTRIES} for a bundle
 * @param index position within the level, from 0
 * @param width how many hashes or entries, 1 to {@link #FULL}; the path of a narrower one ends in {@code .p/<width>}
 */
record TilePath(int level, long index, int width) {
    /** How many hashes a full tile has, and entries a full bundle. */
    static final int FULL = 256;

    /** Height of a tile: 2^8 hashes. */
    static final int HEIGHT = 8;

    /** Stands for the level of entry bundles. */
    static final int ENTRIES = -1;

    /** Levels that a tree of 2^63 leaves can have. */
    static final int LEVELS = 8;

    private static final Pattern FORM =
            Pattern.compile("tile/(entries|[0-7])/((?:x[0-9]{3}/)*)([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    TilePath {
        if (level < ENTRIES || level >= LEVELS || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("no tile: " + level + " " + index + " " + width);
        }
    }

    /** The tile or bundle at that place in a tree of that size, as wide as it is there. */
    static TilePath in(long size, int level, long index) {
        long hashes = size >>> (HEIGHT * Math.max(level, 0));
        return new TilePath(level, index, (int) Math.min(FULL, hashes - index * FULL));
    }

    /** The tile that a relative path with slashes names; empty if it names none. */
    static Optional<TilePath> parse(String path) {
        Matcher matcher = FORM.matcher(path);
        if (!matcher.matches() || matcher.group(2).length() > 5 * 5) {
            return Optional.empty();
        }
        long index = Long.parseLong(matcher.group(2).replaceAll("[x/]", "") + matcher.group(3));
        int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
        int width = matcher.group(4) == null ? FULL : Integer.parseInt(matcher.group(4));
        boolean partial = matcher.group(4) != null;
        if (width > FULL || (partial && width == FULL)) {
            return Optional.empty();
        }
        TilePath tile = new TilePath(level, index, width);
        return tile.toString().equals(path) ? Optional.of(tile) : Optional.empty();
    }

    /** Whether a tree of that size has this tile, in this width. */
    boolean isIn(long size) {
        long hashes = size >>> (HEIGHT * Math.max(level, 0));
        return index * FULL < hashes && width == Math.min(FULL, hashes - index * FULL);
    }

    boolean full() {
        return width == FULL;
    }

    TilePath withWidth(int other) {
        return new TilePath(level, index, other);
    }

    /** Where it lies below the directory of the ledger. */
    Path under(Path ledger) {
        return ledger.resolve(toString());
    }

    /** The relative path, with slashes. */
    @Override
    public String toString() {
        StringBuilder groups = new StringBuilder(String.format("%03d", index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            groups.insert(0, String.format("x%03d/", rest % 1000));
        }
        String suffix = full() ? "" : ".p/" + width;
        return "tile/" + (level == ENTRIES ? "entries" : Integer.toString(level)) + "/" + groups + suffix;
    }
}
