package org.aegisnet.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that need a program of the machine. If it is absent they are skipped with the reason, before a NiFi is started for them. An assumption in
 * a method that runs before all tests would leave no trace in Surefire's reports.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Needs.Condition.class)
@interface Needs {
    Need value();

    /** The condition that the program is installed. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(final ExtensionContext context) {
            return context.getElement()
                    .map(element -> element.getAnnotation(Needs.class))
                    .map(Needs::value)
                    .filter(need -> !need.isMet())
                    .map(need -> ConditionEvaluationResult.disabled(need.remedy()))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("The machine has what the test needs."));
        }
    }
}
