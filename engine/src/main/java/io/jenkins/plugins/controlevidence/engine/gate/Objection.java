package io.jenkins.plugins.controlevidence.engine.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;

/**
 * A reason, and what it makes of the verdict.
 *
 * @param outcome the verdict if there were no other objection; {@code PASSED} for one that does not block
 * @param reason what the verdict says
 */
record Objection(Outcome outcome, Reason reason) {
    static Objection proven(String code, @CheckForNull Family family, String text, String remedy) {
        return new Objection(Outcome.FAILED, new Reason(code, true, family, text, remedy));
    }

    static Objection unproven(String code, @CheckForNull Family family, String text, String remedy) {
        return new Objection(Outcome.NOT_PROVEN, new Reason(code, true, family, text, remedy));
    }

    static Objection broken(String code, @CheckForNull Family family, String text, String remedy) {
        return new Objection(Outcome.ERROR, new Reason(code, true, family, text, remedy));
    }

    static Objection note(String code, @CheckForNull Family family, String text, String remedy) {
        return new Objection(Outcome.PASSED, new Reason(code, false, family, text, remedy));
    }
}
