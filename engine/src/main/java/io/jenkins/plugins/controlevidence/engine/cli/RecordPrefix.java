package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.ledger.StoreException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/**
 * The beginning of a record's id, by which a person names the record.
 *
 * @param digits 4 to 64 lower-case hexadecimal digits
 */
record RecordPrefix(String digits) {
    private static final int SHORTEST = 4;

    /** Reads what a person wrote. */
    static RecordPrefix parse(String text) {
        if (!text.matches("[0-9a-f]{" + SHORTEST + ",64}")) {
            throw new TypeConversionException(
                    "a record's id is " + SHORTEST + " to 64 digits of 0-9 and a-f, not '" + text + "'");
        }
        return new RecordPrefix(text);
    }

    /**
     * The only record whose id begins so.
     *
     * @return its position in the ledger
     * @throws StoreException if there is none or more than one
     */
    long only(Store store) throws IOException {
        List<Long> found = store.ledger().find(digits);
        if (found.isEmpty()) {
            throw new StoreException(
                    "No record of " + store.directory() + " has an id that begins with " + digits + ".");
        }
        if (found.size() > 1) {
            throw new StoreException(
                    found.size() + " records have ids that begin with " + digits + "; give more digits.");
        }
        return found.get(0);
    }
}
