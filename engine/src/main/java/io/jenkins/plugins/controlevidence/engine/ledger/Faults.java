package io.jenkins.plugins.controlevidence.engine.ledger;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with one kind of thing in a store: all of it counted, the first few told. */
final class Faults {
    private static final int TOLD = 3;

    private final List<String> first = new ArrayList<>();
    private long count;

    void add(String fault) {
        if (count++ < TOLD) {
            first.add(fault);
        }
    }

    boolean none() {
        return count == 0;
    }

    Check check(String name, String detailIfNone) {
        if (none()) {
            return Check.verified(name, detailIfNone);
        }
        String more = count > TOLD ? "; and " + (count - TOLD) + " more" : "";
        return Check.notVerified(name, String.join("; ", first) + more);
    }
}
