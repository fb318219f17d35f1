package io.jenkins.plugins.controlevidence.engine.cli;

/** Exit codes of the command line: a contract with scripts. Usage errors have the number that {@code sysexits.h} gives them. */
final class ExitCode {
    /** Gate passed; nothing found; everything verified. */
    static final int GOOD = 0;
    /** Gate failed; something found; something not verified. */
    static final int BAD = 1;
    /** It cannot be said: not proven, an error, could not check. */
    static final int UNKNOWN = 2;
    /** The command line itself is wrong. */
    static final int USAGE = 64;

    private ExitCode() {}
}
