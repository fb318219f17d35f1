package io.jenkins.plugins.controlevidence.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.controlevidence.build.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;
import org.jenkinsci.plugins.workflow.support.steps.input.Rejection;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What people answered to the {@code input} steps of a Pipeline, as these have noted it themselves. */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class InputDecisions implements Decision.Source {
    @Override
    public List<Decision> of(Run<?, ?> run) {
        FlowExecutionOwner owner =
                run instanceof FlowExecutionOwner.Executable executable ? executable.asFlowExecutionOwner() : null;
        FlowExecution execution = owner == null ? null : owner.getOrNull();
        if (execution == null) {
            return List.of();
        }
        List<FlowNode> nodes = new DepthFirstScanner().allNodes(execution);
        Map<FlowNode, Long> left = new HashMap<>();
        for (FlowNode node : nodes) {
            node.getParents().forEach(parent -> left.merge(parent, TimingAction.getStartTime(node), Math::min));
        }
        List<Decision> decisions = new ArrayList<>();
        for (FlowNode node : nodes) {
            Decision decision = of(node, left.getOrDefault(node, System.currentTimeMillis()));
            if (decision != null) {
                decisions.add(decision);
            }
        }
        Collections.reverse(decisions);
        return decisions;
    }

    /** The answer to a step, which the build left at a time; null if it is no question, or nobody has answered. */
    @CheckForNull
    private static Decision of(FlowNode node, long left) {
        InputSubmittedAction submitted = node.getPersistentAction(InputSubmittedAction.class);
        if (submitted != null) {
            return new Decision(
                    node.getId(), question(node), submitted.getApprover(), true, Instant.ofEpochMilli(left));
        }
        ErrorAction error = node.getPersistentAction(ErrorAction.class);
        if (error != null && error.getError() instanceof FlowInterruptedException interruption) {
            for (Object cause : interruption.getCauses()) {
                if (cause instanceof Rejection rejection) {
                    User user = rejection.getUser();
                    return new Decision(
                            node.getId(),
                            question(node),
                            user == null ? null : user.getId(),
                            false,
                            Instant.ofEpochMilli(rejection.getTimestamp()));
                }
            }
        }
        return null;
    }

    @CheckForNull
    private static String question(FlowNode node) {
        Object message = ArgumentsAction.getResolvedArguments(node).get("message");
        return message == null ? null : message.toString();
    }
}
