package org.aegisnet.processors.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.aegisnet.scoring.text.SpreadsheetCell;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;

/** The processors that answer without looking at a flow. */
class AnswersTest {
    @Test
    void theProblemSaysWhatTheAttributesSay() {
        final TestRunner runner = TestRunners.newTestRunner(new WriteProblemAnswer());
        runner.setProperty(WriteProblemAnswer.STATUS, "503");
        runner.setProperty(WriteProblemAnswer.KIND, "not-ready");
        runner.setProperty(WriteProblemAnswer.TITLE, "Not ready");
        runner.setProperty(WriteProblemAnswer.DETAIL, "Because: ${why}");
        runner.enqueue("whatever", Map.of("why", "a \"quote\""));
        runner.run();

        final MockFlowFile answer =
                runner.getFlowFilesForRelationship(WriteProblemAnswer.SUCCESS).getFirst();
        answer.assertContentEquals(
                "{\"type\":\"urn:aegisnet:problem:not-ready\",\"title\":\"Not ready\",\"status\":503,\"detail\":\"Because: a \\\"quote\\\"\"}");
        answer.assertAttributeEquals("http.response.status", "503");
    }

    @Test
    void thePageMayRunItsOwnScriptAndNothingElse() {
        final TestRunner runner = TestRunners.newTestRunner(new ServeFlowDashboard());
        runner.enqueue("");
        runner.run();

        final MockFlowFile page =
                runner.getFlowFilesForRelationship(ServeFlowDashboard.SUCCESS).getFirst();
        page.assertAttributeEquals("mime.type", "text/html; charset=utf-8");
        final String policy = page.getAttribute("http.response.content.security.policy");
        assertTrue(policy.startsWith("default-src 'none'; script-src 'sha256-"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        final String html = new String(page.toByteArray(), StandardCharsets.UTF_8);
        assertFalse(html.contains("innerHTML"));
        assertFalse(html.matches("(?s).*(src|href)=\"?https?:.*"));
        assertFalse(html.matches("(?s).*<[a-z]+ [^>]*\\son[a-z]+=.*"));
        assertEquals(1, html.split("<script", -1).length - 1);
        assertTrue(html.contains("const FORMULA = /%s/gu;".formatted(SpreadsheetCell.expression())));
    }

    @Test
    void aDetailThatCannotBeEvaluatedStillAnswers() {
        final TestRunner runner = TestRunners.newTestRunner(new WriteProblemAnswer());
        runner.setProperty(WriteProblemAnswer.STATUS, "422");
        runner.setProperty(WriteProblemAnswer.KIND, "unreadable-flows");
        runner.setProperty(WriteProblemAnswer.TITLE, "The flows cannot be read");
        runner.setProperty(WriteProblemAnswer.DETAIL, "${why:toDate('yyyy')}");
        runner.enqueue("", Map.of("why", "no year"));
        runner.run();

        final MockFlowFile answer =
                runner.getFlowFilesForRelationship(WriteProblemAnswer.SUCCESS).getFirst();
        answer.assertAttributeEquals("http.response.status", "422");
        assertTrue(answer.getContent().contains("The property Detail cannot be evaluated"), answer.getContent());
    }
}
