package io.jenkins.plugins.controlevidence.engine.source;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps JGit away from the machine's configuration in every test; registered as a service. */
public final class IsolatedJGit implements BeforeAllCallback {
    private static boolean isolated;

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!isolated) {
            JGitEnvironment.isolate();
            isolated = true;
        }
    }
}
