package io.jenkins.plugins.controlevidence.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;

/** Adds to lists that are replaced instead of changed; a list that an older version has not kept is empty. */
final class Additions {
    private Additions() {}

    static <T> ArrayList<T> with(@CheckForNull ArrayList<T> list, T added) {
        ArrayList<T> longer = list == null ? new ArrayList<>() : new ArrayList<>(list);
        longer.add(added);
        return longer;
    }
}
