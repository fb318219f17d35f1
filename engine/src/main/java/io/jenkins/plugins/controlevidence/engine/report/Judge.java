package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import java.util.List;

/** Judges the items of one kind of population. Implementations are pure: the same facts give the same items. */
@FunctionalInterface
interface Judge {
    /**
     * Judges every item of a test's population.
     *
     * @param test what must be covered, and what proves it
     * @param facts what is known
     * @return every item, by the time at which it was due
     */
    List<Item> judge(ControlTest test, Facts facts);
}
