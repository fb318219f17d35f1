package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.evidence.Invocation;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this run of the command line says of itself in its records. */
final class ThisProcess {
    private static final String BUILDER = "https://plugins.jenkins.io/control-evidence/cli/";

    private ThisProcess() {}

    /** Name and version, as packages name who made them. */
    static String program() {
        return "control-evidence " + ControlEvidence.Version.current();
    }

    static Invocation invocation() {
        return new Invocation(
                BUILDER + ControlEvidence.Version.current(),
                null,
                null,
                host(),
                "command line, user " + System.getProperty("user.name"));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A machine whose own name does not resolve still has one to be known by.
            return e.getMessage() == null ? "unknown host" : e.getMessage().split(":", 2)[0];
        }
    }
}
