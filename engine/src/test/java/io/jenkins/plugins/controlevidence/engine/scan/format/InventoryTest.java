package io.jenkins.plugins.controlevidence.engine.scan.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.controlevidence.engine.finding.Component;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryTest {
    @TempDir
    Path work;

    @Test
    @DisplayName("Syft's SPDX: its packages, but for the directory that it is about")
    void spdx() throws Exception {
        Inventory inventory = Inventory.read(Files.write(work.resolve("spdx.json"), syft()));
        assertEquals(ReportFormat.SPDX, inventory.format());
        assertEquals(
                List.of(
                        new Component("pkg:npm/%40babel/core@7.0.0", "@babel/core", "7.0.0"),
                        new Component("pkg:pypi/jinja2@2.4.1", "jinja2", "2.4.1"),
                        new Component("pkg:npm/lodash@4.17.15", "lodash", "4.17.15"),
                        new Component("pkg:pypi/requests@2.5.0", "requests", "2.5.0"),
                        new Component("pkg:npm/shop@1.0.0", "shop", "1.0.0")),
                inventory.components());
    }

    @Test
    @DisplayName("CycloneDX is told from SPDX by what it says, wherever it says it")
    void cycloneDx() throws Exception {
        Inventory inventory = read("{\"components\":[{\"type\":\"library\",\"name\":\"a\",\"version\":\"1\"}],"
                + "\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\"}");
        assertEquals(ReportFormat.CYCLONEDX, inventory.format());
        assertEquals(List.of(new Component(null, "a", "1")), inventory.components());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"spdxVersion\":\"SPDX-3.0\"}",
                "{\"bomFormat\":\"other\"}",
                "{\"spdxVersion\":\"SPDX-2.3\",\"packages\":[{\"name\":\"a\"}]}",
                "{\"spdxVersion\":\"SPDX-2.3\",\"packages\":[{\"SPDXID\":\"x\",\"name\":\"a\"},{\"SPDXID\":\"x\",\"name\":\"b\"}]}",
                "{\"spdxVersion\":\"SPDX-2.3\",\"packages\":7}"
            })
    @DisplayName("anything else is refused")
    void refused(String text) {
        assertThrows(BrokenReportException.class, () -> read(text));
    }

    @Test
    @DisplayName("cut off anywhere it is refused")
    void truncated() throws Exception {
        byte[] whole = new String(syft(), StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
        Path file = work.resolve("cut");
        for (int length = 0; length < whole.length; length += 11) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(BrokenReportException.class, () -> Inventory.read(file));
        }
    }

    private Inventory read(String text) throws Exception {
        return Inventory.read(Files.writeString(work.resolve("inventory"), text));
    }

    private static byte[] syft() throws Exception {
        try (InputStream in = InventoryTest.class.getResourceAsStream("../reports/syft.spdx.json")) {
            return in.readAllBytes();
        }
    }
}
