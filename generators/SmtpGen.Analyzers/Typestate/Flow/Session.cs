using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>How much of a session happens out of sight.</summary>
internal enum Sight
{
    /// <summary>Only this method has it.</summary>
    Owned,

    /// <summary>Other code may have it too, and use it whenever it runs.</summary>
    Shared,

    /// <summary>It may be used at any time under another name.</summary>
    Escaped,
}

/// <summary>What is known of the client in a variable.</summary>
/// <param name="Outcomes">How its last action may have ended; empty: there is no client, or the place is never reached.</param>
/// <param name="Sight">Who else has it.</param>
/// <param name="Ignored">The last action, where nobody looked at its reply.</param>
internal sealed record Session(OutcomeSet Outcomes, Sight Sight, SyntaxNode? Ignored)
{
    /// <summary>An action that is under way; its own class stands for one that nobody can tell any more.</summary>
    public object? Pending { get; init; }

    /// <summary>Its protocol.</summary>
    public ClientTable Table => Outcomes.Universe.Table;

    /// <summary>The states it may be in and that code counts on.</summary>
    public ImmutableHashSet<int> States => [.. Outcomes.Where(outcome => !outcome.IsRemote).Select(outcome => outcome.State)];

    /// <summary>
    /// The states that code has led it to: those after a reply that is not a refusal, or all where there are none. Where the code ignores a
    /// refusal it does not count on what comes of it.
    /// </summary>
    public IReadOnlyList<int> MeantStates
    {
        get
        {
            var possible = Outcomes.Where(outcome => !outcome.IsRemote && !Table.IsFinal(outcome.State));
            var accepted = possible.Where(outcome => outcome.Codes.In(400, 599) != Possibility.Yes);
            return [.. (accepted.IsEmpty ? possible : accepted).Select(outcome => outcome.State).Distinct().OrderBy(state => state)];
        }
    }

    /// <summary>Whether the code itself may have ended it: nothing that is sent helps then.</summary>
    public bool MayHaveEnded => Outcomes.Any(outcome => !outcome.IsRemote && Table.IsFinal(outcome.State));

    /// <summary>Whether what is known may be told.</summary>
    public bool IsKnown => Sight < Sight.Escaped && Pending is null && !Outcomes.IsEmpty;

    /// <summary>Whether it may be in any state.</summary>
    public bool IsUnknown => Outcomes.Select(outcome => outcome.State).Distinct().Count() == Table.States.Length;

    /// <summary>A client that was just made.</summary>
    public static Session Begin(ClientTable table) => new(OutcomeUniverse.Of(table).In([table.Initial]), Sight.Owned, null);

    /// <summary>A client that is in one of some states.</summary>
    public static Session In(ClientTable table, IEnumerable<int> states) => new(OutcomeUniverse.Of(table).In(states), Sight.Owned, null);

    /// <summary>A client about which nothing is known.</summary>
    public static Session Unknown(ClientTable table, Sight sight) => new(OutcomeUniverse.Of(table).Unknown, sight, null);

    /// <summary>No client at all.</summary>
    public static Session Nothing(ClientTable table) => new(OutcomeUniverse.Of(table).None, Sight.Owned, null);

    /// <summary>The same client, about which nothing is known any more.</summary>
    public Session Forget() => new(Outcomes.Universe.Unknown, Sight, null) { Pending = Pending is null ? null : typeof(Session) };

    /// <summary>The same client, which others may use at any time now.</summary>
    public Session Lose(Sight sight) => new(Outcomes.Universe.Unknown, sight > Sight ? sight : Sight, null);

    /// <summary>The same client in one of some states.</summary>
    public Session Leave(IEnumerable<int> states) => new(Outcomes.Universe.In(states), Sight, null);

    /// <summary>The same client, which others have too.</summary>
    public Session Share() => Sight == Sight.Owned ? this with { Sight = Sight.Shared } : this;

    /// <summary>The same client while an action is under way.</summary>
    public Session Begin(SyntaxNode action) => new(Outcomes.Universe.Unknown, Sight, null) { Pending = action };

    /// <summary>The same client as it may be on one of two ways.</summary>
    public Session Join(Session other) => ReferenceEquals(this, other) ? this : new(
        Outcomes.Union(other.Outcomes),
        Sight > other.Sight ? Sight : other.Sight,
        Ignored == other.Ignored ? Ignored : null)
    {
        Pending = Pending == other.Pending ? Pending : typeof(Session),
    };

    /// <summary>Whether both say the same.</summary>
    public bool Equals(Session? other) =>
        other is not null && Sight == other.Sight && Ignored == other.Ignored && Pending == other.Pending && Outcomes.SetEquals(other.Outcomes);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Sight;
}
