package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameNumbersTest {
    private final Map<String, Integer> all = new HashMap<>();
    private int asked;
    private final NameNumbers names = new NameNumbers(name -> {
        asked++;
        return all.computeIfAbsent(name, added -> all.size());
    });

    private int number(String name, boolean slash) {
        byte[] bytes = ("100644 " + name + "\0").getBytes(StandardCharsets.ISO_8859_1);
        return names.number(bytes, 7, bytes.length - 1, slash);
    }

    @Test
    void namesKeepTheirNumbersHoweverManyThereAre() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = 1 + random.nextInt(4); length > 0; length--) {
                name.append((char) (1 + random.nextInt(random.nextBoolean() ? 26 : 255)));
            }
            boolean slash = random.nextBoolean();
            int number = number(name.toString(), slash);
            assertEquals(all.get(slash ? name + "/" : name.toString()), number, "seed " + seed);
        }
    }

    @Test
    void aTreesNameIsNotAFilesName() {
        assertNotEquals(number("lib", true), number("lib", false));
    }

    @Test
    void aNameIsAskedForOnce() {
        for (int i = 0; i < 3; i++) {
            number("a", false);
            number("a", true);
        }
        assertEquals(2, asked);
    }
}
