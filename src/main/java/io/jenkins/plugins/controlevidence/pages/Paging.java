package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One page of a long list.
 *
 * @param number from 1
 * @param size how many entries a page has
 * @param total how many entries there are
 */
@Restricted(NoExternalUse.class)
public record Paging(int number, int size, int total) {
    /** Moves a number that is out of range to the nearest page. */
    public Paging {
        number = Math.max(1, Math.min(number, pages(size, total)));
    }

    /**
     * Reads the number of a page from an address.
     *
     * @param text what stands there, or null
     * @return 1 for what is no number
     */
    static int number(@CheckForNull String text) {
        return text != null && text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 1;
    }

    private static int pages(int size, int total) {
        return Math.max(1, (total + size - 1) / size);
    }

    /**
     * How many pages there are.
     *
     * @return at least 1
     */
    public int pages() {
        return pages(size, total);
    }

    /**
     * The first entry of this page, counted from 1.
     *
     * @return 0 if there is none
     */
    public int first() {
        return total == 0 ? 0 : (number - 1) * size + 1;
    }

    /**
     * The last entry of this page, counted from 1.
     *
     * @return 0 if there is none
     */
    public int last() {
        return Math.min(total, number * size);
    }

    /** The entries of this page. */
    <T> List<T> of(List<T> entries) {
        return entries.subList(Math.min(entries.size(), (number - 1) * size), Math.min(entries.size(), number * size));
    }
}
