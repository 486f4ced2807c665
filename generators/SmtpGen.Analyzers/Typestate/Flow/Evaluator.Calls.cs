using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <content>Calls: actions, methods with contracts, methods of the project, and everything else.</content>
internal sealed partial class Evaluator
{
    private KnownValue? Call(IInvocationOperation call)
    {
        var owner = call.Instance is null ? null : Run(call.Instance);
        var before = owner is ClientValue { Variable: var held } ? Now.Find(held) : null;
        var arguments = new List<(IArgumentOperation Argument, KnownValue? Value)>();
        foreach (var argument in call.Arguments)
            arguments.Add((argument, Awaiting.AwaitsAll(call.TargetMethod) ? Tasks(argument.Value) : Run(argument.Value)));
        if (owner is TaskValue awaited && Awaiting.Ends(call.TargetMethod))
            return Complete(awaited);
        if (Awaiting.PassesOn(call.TargetMethod) && owner is ReplyValue or TaskValue)
            return owner;

        // The call goes to the client that the place held before the arguments changed it.
        if (owner is ClientValue { Variable: var called } && (call.Arguments.Any(argument => argument.Descendants().Any(inner => IsWritten(inner, called)))
            || (scope.IsShared(called) && !ReferenceEquals(before, Now.Find(called)))))
        {
            Escape(owner);
            owner = null;
        }

        if (Types.ActionOf(call.TargetMethod) is { } action)
        {
            foreach (var (_, value) in arguments)
                Escape(value);
            return owner is ClientValue client && Now.Find(client.Variable) is not null ? Act(call, action, client.Variable) : AfterForeignAction();
        }

        if (Awaiting.AwaitsAll(call.TargetMethod))
            return new TaskValue([.. arguments.SelectMany(argument => (argument.Value as TaskValue)?.Started ?? [])], null);
        if (EnsuresPositive(call.TargetMethod) && arguments is [(_, ReplyValue reply)])
        {
            var positive = Test(reply, (_, outcome) => outcome.Codes.In(0, 399));
            Refused?.Invoke(Now.Narrow(positive, false));
            Now = Now.Narrow(positive, true);
            return reply;
        }

        if (owner is ClientValue { Variable: var disposed } && call.TargetMethod is { Name: "DisposeAsync" or "Dispose", Parameters.IsEmpty: true })
            return Dispose(call, disposed);
        if (callees.Run(call, owner, arguments, new CallSite(Now, scope, places.Graph, findings)) is not { } done)
            return CallUnknown(call, owner, arguments);
        Now = done.Now;
        if (done.Thrown is not null)
            Refused?.Invoke(done.Thrown);
        return done.Result;
    }

    /// <summary>A parameter holds what a caller gives it.</summary>
    public void Give(IParameterSymbol parameter, KnownValue? value) => Store(new Place(parameter), parameter.Type, value);

    private KnownValue? CallUnknown(IInvocationOperation call, KnownValue? owner, List<(IArgumentOperation Argument, KnownValue? Value)> arguments)
    {
        bool isOver = Awaiting.IsOver(call);
        foreach (var (argument, value) in arguments)
            HandOver(argument, value, isOver);
        Escape(owner as TaskValue);
        if (owner is ClientValue used && Now.Find(used.Variable) is { } session)
            Now = isOver ? Now.With(used.Variable, session.Forget()) : Now.Escape(used);
        if (!Harmless.RunsNoOtherCode(call) && !Types.IsReply(call.TargetMethod.ContainingType))
        {
            Now = Now.AfterOtherCode(scope, owner?.Client);
            Refused?.Invoke(Now);
        }

        if (Types.TableOf(Awaiting.ResultOf(call.Type)) is { } table && Types.EnsuredByReturn(call.TargetMethod, table) is { } ensured)
            return new TaskValue([], new NewClientValue(Session.In(table, ensured).Share()));
        return arguments.Aggregate(owner is ClientValue ? null : HintValue.Of(owner), (hint, argument) => HintValue.Of(hint, argument.Value));
    }

    private bool IsWritten(IOperation inner, Place variable) => inner switch
    {
        IAssignmentOperation assignment => Means(assignment.Target, variable),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Means(argument.Value, variable),
        _ => false,
    };

    private TaskValue? Act(IInvocationOperation call, string action, Place variable)
    {
        var session = Now.Find(variable)!;
        if (session.IsKnown && findings is not null)
            Check(call, action, variable, session, findings);
        Now = Now.AfterOtherCode(scope, variable);
        if (session.Sight >= Sight.Escaped || session.Pending is not null)
        {
            Now = Now.Escape(new ClientValue(variable));
            return null;
        }

        // The client throws where its state refuses the action, so that after a call that returned those are out of the question.
        var after = session with
        {
            Outcomes = BodyChunk.Within(call, action, session.Table, session.Outcomes.Universe.After(session.Outcomes, action)),
            Ignored = Awaiting.IsIgnored(call) ? call.Syntax : null,
        };
        var reply = Awaiting.YieldsReply(call.Type, Types) ? new ReplyValue(variable) : null;
        Now = Now.After(variable, action, after);
        if (Awaiting.IsOver(call))
            return new TaskValue([], reply);
        Now = Now.Put(variable, session.Begin(call.Syntax));
        return new TaskValue([new StartedAction(variable, call.Syntax, after)], reply);
    }

    // The end of a task is the end of the actions in it, where nothing else happened to their clients meanwhile.
    private KnownValue? Complete(TaskValue task)
    {
        bool isCertain = true;
        foreach (var started in task.Started)
        {
            if (Now.Find(started.Client) is { } session && ReferenceEquals(session.Pending, started.Call))
                Now = Now.Put(started.Client, started.After with { Sight = session.Sight });
            else
                isCertain = false;
        }

        return isCertain ? task.Result : null;
    }

    // The connection is closed: whatever is sent then fails.
    private TaskValue? Dispose(IInvocationOperation call, Place variable)
    {
        var session = Now.Find(variable);
        if (session is null || session.Sight >= Sight.Escaped || session.Pending is not null || !Awaiting.IsOver(call))
            Now = Now.Escape(new ClientValue(variable));
        else
            Now = Now.With(variable, session.Leave(session.Table.Finals));
        return new TaskValue([], null);
    }

    private KnownValue? Tasks(IOperation tasks)
    {
        IOperation[] elements = tasks switch
        {
            IArrayCreationOperation { Initializer.ElementValues: var values } => [.. values],
            ICollectionExpressionOperation collection => [.. collection.Elements],
            _ => [tasks],
        };
        var started = ImmutableList.CreateBuilder<StartedAction>();
        foreach (var element in elements)
        {
            var value = Run(element);
            if (value is TaskValue task)
                started.AddRange(task.Started);
            else
                Escape(value);
        }

        return new TaskValue(started.ToImmutable(), null);
    }

    private static void Check(IInvocationOperation call, string action, Place variable, Session session, IFindings findings)
    {
        var table = session.Table;
        var states = session.States;
        if (states.Count > 0 && !states.Any(state => table.Allows(state, action) || (table.IsFinal(state) && table.Leaves(action))))
            findings.Refused(call, action, variable, session);
        else if (session.Ignored is { } ignored && states.Any(state => !table.IsFinal(state) && !table.Allows(state, action)))
            findings.Depends(ignored, action);
    }

    // The client that a field holds or a call returns may be one of those that this method shares.
    private KnownValue? AfterForeignAction()
    {
        OtherCode();
        return null;
    }

    private void HandOver(IArgumentOperation argument, KnownValue? value, bool isOver)
    {
        if (AfterReference(argument))
            return;
        if (value is not ClientValue { Variable: var variable } || argument.Parameter is not { } parameter)
        {
            Escape(value);
            return;
        }

        if (Harmless.KeepsNoArgument((IMethodSymbol)parameter.ContainingSymbol) || Now.Find(variable) is not { } session)
            return;
        var required = Types.RequiredBy(parameter);
        var ensured = Types.EnsuredBy(parameter);
        if (required is not null && session is { IsKnown: true, States.Count: > 0 } && !required.Overlaps(session.States))
            findings?.NotHandedOver(argument, parameter, variable, session, required);
        bool isContract = (required ?? ensured) is not null && isOver && session.Sight < Sight.Escaped && session.Pending is null;
        Now = !isContract ? Now.Escape(value)
            : Now.With(variable, ensured is null ? session.Forget() : session.Leave(ensured));
    }

    // Whether a variable was handed over by reference, whose value is another one now.
    private bool AfterReference(IArgumentOperation argument)
    {
        if (argument.Parameter is not { RefKind: RefKind.Ref or RefKind.Out })
            return false;
        Forget(argument.Value);
        return true;
    }

    private static bool EnsuresPositive(IMethodSymbol method) =>
        method.Name == "EnsurePositive" && method.ContainingNamespace?.ToDisplayString() == "SmtpGen.Runtime.Client";
}
