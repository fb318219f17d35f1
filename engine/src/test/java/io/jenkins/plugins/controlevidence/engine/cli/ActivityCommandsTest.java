package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands by which people say what they did have in common. */
class ActivityCommandsTest {
    @ParameterizedTest
    @ValueSource(strings = {"record", "approve", "deploy", "attach", "dispose", "review"})
    void everyCommandHelpsWithAnExampleAndItsExitCodes(String command) {
        Ran ran = control(command, "--help");
        assertEquals(0, ran.exit());
        assertTrue(ran.out().contains("Example: control-evidence " + command), ran::toString);
        assertTrue(ran.out().contains("Exit codes: 0 "), ran::toString);
    }
}
