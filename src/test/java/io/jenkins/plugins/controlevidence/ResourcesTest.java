package io.jenkins.plugins.controlevidence;

import org.jvnet.hudson.test.injected.InjectedTestBase;

/** Holds every page of the plugin to Jenkins' rules, with the one against inline scripts that is off by default. */
class ResourcesTest extends InjectedTestBase {
    ResourcesTest() {
        super("io.jenkins.plugins", "control-evidence", "current", "target/classes", true, true);
    }
}
