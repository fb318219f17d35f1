package io.jenkins.plugins.controlevidence.demo;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** A credential that passes for a live one and is none; put together at run time, so that no file holds one. */
public final class PlantedCredential {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String RANDOM = "oXk4Rq7bW2mZ9tYc5LhVn3SdJf8GaE";

    private PlantedCredential() {}

    /**
     * A GitHub token with the checksum that GitHub gives them.
     *
     * @return always the same
     */
    public static String gitHubToken() {
        CRC32 crc = new CRC32();
        crc.update(RANDOM.getBytes(StandardCharsets.US_ASCII));
        StringBuilder checksum = new StringBuilder();
        for (long rest = crc.getValue(); checksum.length() < 6; rest /= 62) {
            checksum.insert(0, DIGITS.charAt((int) (rest % 62)));
        }
        return "gh" + "p_" + RANDOM + checksum;
    }
}
