package io.jenkins.plugins.controlevidence.build;

import java.util.ArrayList;

/** Adds to lists that are replaced instead of changed. */
final class Additions {
    private Additions() {}

    static <T> ArrayList<T> with(ArrayList<T> list, T added) {
        ArrayList<T> longer = new ArrayList<>(list);
        longer.add(added);
        return longer;
    }
}
