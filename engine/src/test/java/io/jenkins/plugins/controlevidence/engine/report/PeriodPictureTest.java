package io.jenkins.plugins.controlevidence.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.control.Requirement;
import io.jenkins.plugins.controlevidence.engine.index.IndexState;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PeriodPictureTest {
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);

    private static ControlReport report(int days, SortedMap<LocalDate, Outcome> outcomes) {
        LocalDate to = FROM.plusDays(days - 1);
        ReportRequest request = new ReportRequest(FROM, to, to, Set.of(), Set.of(), Set.of("main"));
        Requirement requirement = Catalogue.soc2().requirements().get(0);
        RequirementResult result =
                new RequirementResult(requirement, Conclusion.OPERATED, List.of(), List.of(), outcomes);
        return new ControlReport(
                request, new IndexState("test", 0, "", null), List.of(), List.of(result), "", List.of());
    }

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static List<Element> paths(Element svg, String style) {
        List<Element> paths = new ArrayList<>();
        NodeList all = svg.getElementsByTagName("path");
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).getAttribute("class").equals(style)) {
                paths.add((Element) all.item(i));
            }
        }
        return paths;
    }

    @Test
    void isWellFormedAndStaysInItsFrameFromOneDayToAYear() throws Exception {
        for (int days : new int[] {1, 2, 28, 90, 181, 366}) {
            SortedMap<LocalDate, Outcome> outcomes = new TreeMap<>();
            for (int day = 0; day < days; day++) {
                outcomes.put(FROM.plusDays(day), Outcome.values()[day % 5]);
            }
            Element svg = parse(PeriodPicture.of(report(days, outcomes)));
            int width = Integer.parseInt(svg.getAttribute("viewBox").split(" ")[2]);
            for (Outcome outcome : Outcome.values()) {
                for (Element path : paths(svg, OutcomeWords.style(outcome))) {
                    for (String box : path.getAttribute("d").split("z")) {
                        String[] numbers = box.substring(1).split("[ hv]");
                        assertTrue(Double.parseDouble(numbers[0]) + Double.parseDouble(numbers[2]) <= width, box);
                        assertTrue(Double.parseDouble(numbers[2]) > 0, box);
                    }
                }
            }
        }
    }

    @Test
    void eachOutcomeHasAShapeOfItsOwn() throws Exception {
        Set<String> shapes = new HashSet<>();
        for (Outcome outcome : Outcome.values()) {
            Element svg = parse(PeriodPicture.of(report(1, new TreeMap<>(Map.of(FROM, outcome)))));
            List<Element> paths = paths(svg, OutcomeWords.style(outcome));
            assertEquals(1, paths.size());
            shapes.add(paths.get(0).getAttribute("d"));
        }
        assertEquals(5, shapes.size());
    }

    @Test
    void daysOfAYearThatAreAlikeAreOneBar() throws Exception {
        SortedMap<LocalDate, Outcome> outcomes = new TreeMap<>();
        for (int day = 0; day < 366; day++) {
            outcomes.put(FROM.plusDays(day), day == 100 ? Outcome.FAILED : Outcome.PASSED);
        }
        Element svg = parse(PeriodPicture.of(report(366, outcomes)));
        assertEquals(2, paths(svg, "o-passed").get(0).getAttribute("d").split("z").length);
    }

    @Test
    void saysInWordsWhatItShows() throws Exception {
        SortedMap<LocalDate, Outcome> outcomes = new TreeMap<>();
        outcomes.put(FROM, Outcome.PASSED);
        outcomes.put(FROM.plusDays(1), Outcome.PASSED);
        outcomes.put(FROM.plusDays(2), Outcome.ERROR);
        Element svg = parse(PeriodPicture.of(report(3, outcomes)));
        assertEquals(
                "CC6.1-secrets: 2 days proven, 1 day error.",
                svg.getElementsByTagName("desc").item(0).getTextContent());
    }
}
