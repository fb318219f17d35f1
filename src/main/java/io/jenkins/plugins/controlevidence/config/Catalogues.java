package io.jenkins.plugins.controlevidence.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.control.CatalogueException;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogue;
import io.jenkins.plugins.controlevidence.engine.scan.ToolCatalogueException;
import java.nio.charset.StandardCharsets;

/** Has the engine read the catalogue texts of the settings, so that a mistake is seen when it is made. */
final class Catalogues {
    private Catalogues() {}

    /**
     * Reads changes to the control catalogue.
     *
     * @param yaml the text, or null for none
     * @return the same, null if it is blank
     * @throws IllegalArgumentException if it is of no use; names line and column and says what to do
     */
    @CheckForNull
    static String checkControls(@CheckForNull String yaml) {
        if (yaml == null || yaml.isBlank()) {
            return null;
        }
        try {
            Catalogue.parse(Messages.Catalogues_controls(), yaml.getBytes(StandardCharsets.UTF_8));
            return yaml;
        } catch (CatalogueException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Reads changes to the tool catalogue.
     *
     * @param yaml the text, or null for none
     * @return the same, null if it is blank
     * @throws IllegalArgumentException if it is of no use; names line and column and says what to do
     */
    @CheckForNull
    static String checkTools(@CheckForNull String yaml) {
        if (yaml == null || yaml.isBlank()) {
            return null;
        }
        try {
            ToolCatalogue.parse(Messages.Catalogues_tools(), yaml.getBytes(StandardCharsets.UTF_8));
            return yaml;
        } catch (ToolCatalogueException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
