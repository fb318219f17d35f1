package io.jenkins.plugins.controlevidence.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Runs the command line in this process, and makes what it is run on. */
final class CommandLineFixture {
    private CommandLineFixture() {}

    /** What a user sees of a command. */
    record Ran(int exit, String out, String err) {
        @Override
        public String toString() {
            return "exit " + exit + "\n" + out + "\n" + err;
        }
    }

    static Ran control(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int exit = ControlEvidence.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new Ran(exit, out.toString(), err.toString());
    }

    /** The command failed and said why to a person, in a text that has this part. */
    static void assertExplained(int exit, String part, Ran ran) {
        assertEquals(exit, ran.exit(), ran::toString);
        assertTrue(ran.err().contains(part), ran::toString);
        assertFalse(ran.err().contains("\tat "), ran::toString);
        assertFalse(ran.err().contains("Exception"), ran::toString);
        assertFalse(ran.err().contains("internal error"), ran::toString);
    }

    /** A private key that nobody has had before, as one would commit it by mistake. */
    static String privateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            String dashes = "-----";
            return dashes + "BEGIN PRIVATE KEY" + dashes + "\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(
                                    generator.generateKeyPair().getPrivate().getEncoded())
                    + "\n" + dashes + "END PRIVATE KEY" + dashes + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
