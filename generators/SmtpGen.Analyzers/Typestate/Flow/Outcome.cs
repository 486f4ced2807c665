using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>How the last action of a session may have ended.</summary>
/// <param name="State">Index of the state it led to.</param>
/// <param name="Codes">The codes that its reply may have.</param>
/// <param name="IsRemote">
/// Whether nobody counts on it, so that code need not ask, but may: QUIT is not refused (RFC 5321 section 4.1.1.10), positive
/// replies are among those declared, and the server does not just go (421).
/// </param>
internal readonly record struct Outcome(int State, CodeRange Codes, bool IsRemote)
{
    /// <summary>
    /// How an action can end. A reply that is not declared leads where one of its class does; a refusal where there is none
    /// declared leads nowhere; and any session may be ended by the server (421).
    /// </summary>
    public static IEnumerable<Outcome> Of(ClientTable table, int state, string action)
    {
        var outcomes = new HashSet<Outcome>();
        var here = table.From(state, action).ToList();
        foreach (var edge in here)
        {
            outcomes.Add(new Outcome(edge.To, edge.Code == 0 ? CodeRange.Any : CodeRange.Exactly(edge.Code), false));
            if (!edge.IsPositive)
                outcomes.UnionWith(Refused(edge.To, false));
            else if (edge.Code > 0)
                outcomes.Add(new Outcome(edge.To, CodeRange.ClassOf(edge.Code), IsRemote: true));
        }

        foreach (var edge in table.Of(action).Where(edge => edge.Code > 0 && edge.IsPositive && here.All(declared => declared.Code != edge.Code)))
            outcomes.Add(new Outcome(edge.To, CodeRange.Exactly(edge.Code), false));
        if (here.All(edge => edge.IsPositive))
            outcomes.UnionWith(Refused(state, isRemote: here.All(edge => table.IsFinal(edge.To))));
        foreach (int final in Enumerable.Range(0, table.States.Length).Where(table.IsFinal))
            outcomes.UnionWith(Refused(final, isRemote: true));
        return outcomes;
    }

    /// <summary>How an action ends that leaves where it cannot be taken: the session is over without a reply.</summary>
    public static IEnumerable<Outcome> Left(ClientTable table) => table.Finals.Select(final => new Outcome(final, CodeRange.Any, IsRemote: false));

    private static IEnumerable<Outcome> Refused(int state, bool isRemote) => CodeRange.Refusals.Select(codes => new Outcome(state, codes, isRemote));
}
