package io.jenkins.plugins.controlevidence.engine.scan.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SARIF as tools write it. Single quotes stand for double ones. */
class SarifReaderTest {
    @TempDir
    Path work;

    @Test
    @DisplayName(
            "rules are found by id, by index, by the id before a slash, and in extensions; before or after the results")
    void rules() throws Exception {
        ReportContent content = read("""
                {'version':'2.1.0','runs':[{'results':[
                  {'ruleId':'A','message':{'text':'m'}},
                  {'ruleIndex':1,'message':{'text':'m'}},
                  {'ruleId':'A/7','message':{'text':'m'}},
                  {'ruleId':'B','ruleIndex':0,'message':{'text':'m'}},
                  {'rule':{'id':'E','index':0,'toolComponent':{'index':0}},'message':{'text':'m'}},
                  {'ruleId':'unheard-of','message':{'text':'its own words'}}],
                 'tool':{'driver':{'name':'t','rules':[{'id':'A','shortDescription':{'text':'title A'}},{'id':'B','name':'title B'}]},
                         'extensions':[{'name':'x','rules':[{'id':'E','shortDescription':{'text':'title E'}}]}]}}]}""");

        assertEquals(
                List.of("title A", "title B", "title A", "title B", "title E", "its own words"),
                content.findings().stream().map(RawFinding::title).toList());
        assertEquals("B", content.findings().get(1).rule());
    }

    @ParameterizedTest(name = "{0} {1} → {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'level':'error',           | 'defaultConfiguration':{'level':'note'} | error",
                "                           | 'defaultConfiguration':{'level':'note'} | note",
                "                           | 'name':'n'                              | warning",
                "'kind':'review',           | 'name':'n'                              | none",
                "'level':'note',            | 'properties':{'security-severity':'8.8'} | 8.8",
                "'properties':{'security-severity':'1.0'}, | 'properties':{'security-severity':'8.8'} | 1.0"
            })
    @DisplayName("the severity is the CVSS score, else the result's level, else the rule's, else warning")
    void severity(String result, String rule, String expected) throws Exception {
        ReportContent content = read("{'version':'2.1.0','runs':[{'tool':{'driver':{'name':'t','rules':[{'id':'r',"
                + rule + "}]}},'results':[{'ruleId':'r'," + (result == null ? "" : result)
                + "'message':{'text':'m'}}]}]}");

        assertEquals(expected, content.findings().get(0).severity());
    }

    @Test
    @DisplayName("public ids come from tags, relationships, taxa and the rule's id, in every usual writing")
    void identifiers() throws Exception {
        ReportContent content = read("""
                {'version':'2.1.0','runs':[{'tool':{'driver':{'name':'t','rules':[{'id':'CVE-2020-1234',
                 'properties':{'tags':['external/cwe/cwe-079','CWE-89: Injection','security','GHSA-jf85-cpcp-j695'],'cwe':['CWE-20']},
                 'relationships':[{'target':{'id':'321','toolComponent':{'name':'CWE'}}}]}]}},
                 'results':[{'ruleId':'CVE-2020-1234','message':{'text':'m'},'taxa':[{'id':'22','toolComponent':{'name':'CWE'}}]}]}]}""");

        assertEquals(
                "[CVE-2020-1234, CWE-20, CWE-22, CWE-321, CWE-79, CWE-89, GHSA-jf85-cpcp-j695]",
                content.findings().get(0).identifiers().stream()
                        .sorted()
                        .toList()
                        .toString());
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'uri':'src/a%20b.c'                        | src/a b.c",
                "'uri':'a.c','uriBaseId':'SRC'              | /home/x/repo/src/a.c",
                "'uri':'a.c','uriBaseId':'%SRCROOT%'        | a.c",
                "'uri':'file:///w/a%C3%A4.c'                | /w/aä.c",
                "'index':0                                  | from/the/list.c",
                "'uri':'http://x.org/p?token=1#f'           | http://x.org/p",
                "'uri':'100%.txt'                           | 100%.txt",
                "'uri':'a.c','uriBaseId':'LOOP'             | `l/l/l/l/l/l/l/l/a.c`"
            })
    @DisplayName("places are relative to bases, absolute, by index, encoded or not")
    void places(String artifact, String expected) throws Exception {
        ReportContent content =
                read("{'version':'2.1.0','runs':[{'tool':{'driver':{'name':'t'}},'results':[{'ruleId':'r',"
                        + "'message':{'text':'m'},'locations':[{'physicalLocation':{'artifactLocation':{" + artifact
                        + "},'region':{'startLine':3}}}]}],'artifacts':[{'location':{'uri':'from/the/list.c'}}],"
                        + "'originalUriBaseIds':{'ROOT':{'uri':'file:///home/x/repo/'},'SRC':{'uri':'src/','uriBaseId':'ROOT'},"
                        + "'LOOP':{'uri':'l','uriBaseId':'LOOP'}}}]}");

        assertEquals(expected, content.findings().get(0).places().get(0).path());
        assertEquals(3, content.findings().get(0).places().get(0).line());
    }

    @Test
    @DisplayName(
            "what passed, does not apply or is gone is no finding; what is suppressed is counted, unless that is undecided")
    void notFindings() throws Exception {
        String result = "{'ruleId':'r','message':{'text':'m'},%s}";
        String results = String.join(
                ",",
                result.formatted("'kind':'pass'"),
                result.formatted("'kind':'notApplicable'"),
                result.formatted("'baselineState':'absent'"),
                result.formatted("'suppressions':[{'kind':'inSource'}]"),
                result.formatted("'suppressions':[{'kind':'external','status':'accepted'}]"),
                result.formatted("'suppressions':[{'kind':'external','status':'rejected'}]"),
                result.formatted("'suppressions':[{'kind':'inSource'},{'kind':'external','status':'underReview'}]"),
                result.formatted("'suppressions':[]"));
        ReportContent content = read("{'version':'2.1.0','runs':[{'results':[" + results + "]}]}");

        assertEquals(3, content.findings().size());
        assertEquals(Map.of("in source", 1, "external", 1), content.suppressed());
    }

    @Test
    @DisplayName("messages by id take the rule's text with their arguments")
    void messages() throws Exception {
        ReportContent content = read("""
                {'version':'2.1.0','runs':[{'tool':{'driver':{'name':'t','rules':[{'id':'r','messageStrings':{'d':{'text':'{0} hits {1}'}}}]}},
                 'results':[{'ruleId':'r','message':{'id':'d','arguments':['A','B']}}]}]}""");

        assertEquals("A hits B", content.findings().get(0).message());
    }

    @Test
    @DisplayName("only marks that survive line moves are taken")
    void marks() throws Exception {
        String result = "{'ruleId':'r','message':{'text':'m'},%s}";
        ReportContent content = read("{'version':'2.1.0','runs':[{'results':["
                + result.formatted("'partialFingerprints':{'primaryLocationLineHash':'39fa2ee980eb94b0:1'}") + ","
                + result.formatted("'fingerprints':{'matchBasedId/v1':'requires login'}") + ","
                + result.formatted("'partialFingerprints':{'commitSha':'39fa2ee980eb94b0','email':'a@example.org'}")
                + "]}]}");

        assertEquals(
                "primaryLocationLineHash 39fa2ee980eb94b0:1",
                content.findings().get(0).mark());
        assertNull(content.findings().get(1).mark());
        assertNull(content.findings().get(2).mark());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'version':'2.1.0','runs':[]}",
                "{'version':'2.1.0'}",
                "{'version':'2.1.0','runs':[{'tool':{'driver':{'name':'t'}}}]}",
                "{'version':'2.1.0','runs':[{'results':null}]}",
                "{'version':'2.1.0','runs':[{'results':[],'externalPropertyFileReferences':{'results':[{}]}}]}"
            })
    @DisplayName("a report without a list of results does not say that anything was looked at")
    void gaps(String report) throws Exception {
        assertEquals(1, read(report).gaps().size());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'version':'2.0.0','runs':[]}          | is not SARIF 2.1.0",
                "{'runs':[]}                            | does not say that it is SARIF 2.1.0",
                "[]                                     | the report is no object",
                "{'version':'2.1.0','runs':{}}          | runs is no list",
                "{'version':'2.1.0','version':'2.1.0'}  | a name twice in one object",
                "{'version':'2.1.0','runs':[{'results':[7e9999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999]}]} | beyond a limit",
                "{'version':'2.1.0','x':NaN}            | is cut off or not JSON",
                "{'version':'2.1.0'} {}                 | goes on after its end"
            })
    @DisplayName("what is not SARIF is refused, without a word of what stands in it")
    void refused(String report, String expected) {
        String message =
                assertThrows(BrokenReportException.class, () -> read(report)).getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    @DisplayName("depth, length of names and number of names are limited")
    void limits() {
        assertThrows(BrokenReportException.class, () -> read("{'version':" + "[".repeat(300)));
        assertThrows(BrokenReportException.class, () -> read("{'" + "n".repeat(20_000) + "':1}"));
        StringBuilder names = new StringBuilder("{");
        for (int i = 0; i < 200_001; i++) {
            names.append("'").append(i).append("':1,");
        }
        String message = assertThrows(BrokenReportException.class, () -> read(names.toString()))
                .getMessage();
        assertTrue(message.contains("more than 200000 names"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    @DisplayName("UTF-8 and UTF-16 are read, with and without a byte order mark")
    void encodings(String charset) throws Exception {
        String report =
                "{'version':'2.1.0','runs':[{'results':[{'ruleId':'ä€','message':{'text':'m'}}]}]}".replace('\'', '"');
        for (String mark : List.of("", "\ufeff")) {
            Path file = Files.write(work.resolve("r"), (mark + report).getBytes(Charset.forName(charset)));
            assertEquals("ä€", ReportFormat.SARIF.read(file).findings().get(0).rule());
        }
    }

    @Test
    @DisplayName("bytes that are not of the encoding are refused, also where nobody looks")
    void invalidBytes() throws Exception {
        byte[] report = "{\"version\":\"2.1.0\",\"unused\":\"?\",\"runs\":[]}".getBytes(StandardCharsets.UTF_8);
        report[new String(report, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xC0;
        Path file = Files.write(work.resolve("r"), report);

        String message = assertThrows(BrokenReportException.class, () -> ReportFormat.SARIF.read(file))
                .getMessage();
        assertTrue(message.contains("not of its encoding"), message);
    }

    private ReportContent read(String report) throws IOException {
        return ReportFormat.SARIF.read(Files.writeString(work.resolve("report"), report.replace('\'', '"')));
    }
}
