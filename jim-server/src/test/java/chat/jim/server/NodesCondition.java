package chat.jim.server;

import chat.jim.server.cluster.NatsCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Leaves out all tests of a run with several servers if there is no engine in which they could meet. The build registers it
 * for such runs: the classes themselves know nothing of it, and start their servers before any of their own extensions is asked.
 */
public final class NodesCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (TestNodes.COUNT == 1) {
            return ConditionEvaluationResult.enabled("One server needs no engine.");
        }
        try {
            return ConditionEvaluationResult.enabled(
                    "The engine is at " + NatsCluster.shared().started().urls());
        } catch (TestAbortedException e) {
            return ConditionEvaluationResult.disabled(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
