using Microsoft.CodeAnalysis.Operations;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>A body in chunks, of which the call says whether this is the last.</summary>
internal static class BodyChunk
{
    /// <summary>The outcomes that are left: after the last chunk no more are taken, and after another one more are.</summary>
    public static OutcomeSet Within(IInvocationOperation call, string action, ClientTable table, OutcomeSet outcomes)
    {
        var last = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "last")?.Value.ConstantValue;
        return last is { HasValue: true, Value: bool isLast }
            ? outcomes.Where(outcome => outcome.Codes.In(0, 399) != Possibility.Yes || table.Allows(outcome.State, action) != isLast)
            : outcomes;
    }
}
