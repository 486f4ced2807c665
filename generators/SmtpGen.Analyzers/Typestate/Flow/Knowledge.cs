using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>What is known at one place of a method.</summary>
internal sealed class Knowledge
{
    private readonly ImmutableDictionary<ISymbol, Session> _sessions;
    private readonly ImmutableDictionary<ISymbol, KnownValue> _locals;
    private readonly ImmutableDictionary<CaptureId, KnownValue> _captures;

    private Knowledge(
        ImmutableDictionary<ISymbol, Session> sessions, ImmutableDictionary<ISymbol, KnownValue> locals, ImmutableDictionary<CaptureId, KnownValue> captures)
    {
        _sessions = sessions;
        _locals = locals;
        _captures = captures;
    }

    /// <summary>Nothing.</summary>
    public static Knowledge None { get; } = new(
        ImmutableDictionary.Create<ISymbol, Session>(SymbolEqualityComparer.Default),
        ImmutableDictionary.Create<ISymbol, KnownValue>(SymbolEqualityComparer.Default),
        ImmutableDictionary<CaptureId, KnownValue>.Empty);

    /// <summary>The variables with clients.</summary>
    public IEnumerable<ISymbol> Clients => _sessions.Keys;

    /// <summary>The client in a variable; null: it was never assigned.</summary>
    public Session? Find(ISymbol variable) => _sessions.TryGetValue(variable, out var session) ? session : null;

    /// <summary>The value of a variable.</summary>
    public KnownValue? ValueOf(ISymbol variable) => _locals.TryGetValue(variable, out var value) ? value : null;

    /// <summary>The value of an expression that the compiler keeps.</summary>
    public KnownValue? ValueOf(CaptureId capture) => _captures.TryGetValue(capture, out var value) ? value : null;

    /// <summary>A client moved on, or is another one: nothing that was known of its last reply holds.</summary>
    public Knowledge With(ISymbol variable, Session session) => new(
        _sessions.SetItem(variable, session), Changed(_locals, value => value.Without(variable)), Changed(_captures, value => Kept(value, variable)));

    /// <summary>A client took an action, which leaves some of what was learned before.</summary>
    public Knowledge After(ISymbol variable, string action, Session session) => new(
        _sessions.SetItem(variable, session),
        Changed(_locals, value => value.After(variable, action)),
        Changed(_captures, value => value is ClientValue ? value : value.After(variable, action)));

    /// <summary>A variable holds another client than before.</summary>
    public Knowledge Replace(ISymbol variable, Session session) => new(
        _sessions.SetItem(variable, session), Changed(_locals, value => value.Without(variable)), Changed(_captures, value => value.Without(variable)));

    /// <summary>A value of a variable.</summary>
    public Knowledge With(ISymbol local, KnownValue? value) => new(
        _sessions, value is null ? _locals.Remove(local) : _locals.SetItem(local, value), _captures);

    /// <summary>A value that the compiler keeps.</summary>
    public Knowledge With(CaptureId capture, KnownValue? value) => new(
        _sessions, _locals, value is null ? _captures.Remove(capture) : _captures.SetItem(capture, value));

    /// <summary>A condition has a truth, with which only some outcomes are left.</summary>
    public Knowledge Narrow(KnownValue? condition, bool truth) => condition switch
    {
        TestValue test => test.Splits.Aggregate(this, (now, pair) => now.Narrow(pair.Key, truth ? pair.Value.WhenTrue : pair.Value.WhenFalse)),
        HintValue hint => hint.Variables.Aggregate(this, (now, client) => now.Find(client) is { } session ? now.With(client, session.Forget()) : now),
        TruthValue known when known.Truth != truth => _sessions.Aggregate(this, (now, pair) => now.Narrow(pair.Key, pair.Value.Outcomes.Universe.None)),
        _ => this,
    };

    private Knowledge Narrow(ISymbol variable, OutcomeSet outcomes) =>
        Find(variable) is { Sight: < Sight.Escaped } session
            ? new(
                _sessions.SetItem(variable, session with { Outcomes = session.Outcomes.Intersect(outcomes) }),
                Changed(_locals, value => value.Within(variable, outcomes)),
                Changed(_captures, value => value.Within(variable, outcomes)))
            : this;

    /// <summary>Code that cannot be seen ran: it may have used the clients that it may have.</summary>
    public Knowledge AfterOtherCode(ISymbol? except = null) => _sessions
        .Where(pair => pair.Value.Sight == Sight.Shared && !SymbolEqualityComparer.Default.Equals(pair.Key, except))
        .Aggregate(this, (knowledge, pair) => knowledge.With(pair.Key, pair.Value.Forget()));

    /// <summary>What is left anywhere in the code that led to an exception.</summary>
    public Knowledge AfterException()
    {
        var sessions = _sessions;
        foreach (var pair in _sessions)
            sessions = sessions.SetItem(pair.Key, pair.Value.Forget());
        return new(sessions, None._locals, None._captures);
    }

    /// <summary>What holds on both of two ways.</summary>
    public Knowledge Join(Knowledge other)
    {
        var joined = new Knowledge(Join(_sessions, other._sessions), Common(other, _locals, other._locals), Common(other, _captures, other._captures));
        foreach (var pair in _captures.Concat(other._captures))
        {
            // Either client may be meant from here on.
            if (joined.ValueOf(pair.Key) is not ClientValue)
                joined = joined.Escape(pair.Value);
        }

        return joined;
    }

    /// <summary>Something else may use a client from here on.</summary>
    public Knowledge Escape(KnownValue? value, Sight sight = Sight.Escaped) =>
        value is ClientValue { Variable: var variable } && Find(variable) is { } session ? With(variable, session.Lose(sight)) : this;

    /// <summary>What the compiler has kept is of no use where the code leaves its region.</summary>
    public Knowledge Without(IEnumerable<CaptureId> captures) => new(_sessions, _locals, _captures.RemoveRange(captures));

    /// <summary>Whether nothing happened to the clients in between.</summary>
    public bool HasSameClients(Knowledge other) => ReferenceEquals(_sessions, other._sessions);

    /// <summary>Whether both say the same.</summary>
    public bool SameAs(Knowledge other) => Same(_sessions, other._sessions) && Same(_locals, other._locals) && Same(_captures, other._captures);

    private static ImmutableDictionary<ISymbol, Session> Join(ImmutableDictionary<ISymbol, Session> a, ImmutableDictionary<ISymbol, Session> b)
    {
        foreach (var pair in b)
            a = a.SetItem(pair.Key, a.TryGetValue(pair.Key, out var session) ? session.Join(pair.Value) : pair.Value);
        return a;
    }

    private ImmutableDictionary<TKey, KnownValue> Common<TKey>(
        Knowledge other, ImmutableDictionary<TKey, KnownValue> a, ImmutableDictionary<TKey, KnownValue> b)
        where TKey : notnull
    {
        var common = a;
        foreach (var pair in a)
        {
            b.TryGetValue(pair.Key, out var there);
            var value = (there is null ? null : pair.Value.Join(there)) ?? HintOf(pair.Value, there) ?? Truths.Join(this, pair.Value, other, there) ?? (KnownValue?)HintValue.Of(pair.Value, there);
            common = value is null ? common.Remove(pair.Key) : common.SetItem(pair.Key, value);
        }

        foreach (var pair in b)
        {
            if (!a.ContainsKey(pair.Key) && (HintOf(pair.Value, null) ?? Truths.Join(this, null, other, pair.Value) ?? (KnownValue?)HintValue.Of(pair.Value)) is { } value)
                common = common.Add(pair.Key, value);
        }

        return common;
    }

    private static KnownValue? HintOf(KnownValue value, KnownValue? other) => value is HintValue || other is HintValue ? HintValue.Of(value, other) : null;

    private static KnownValue? Kept(KnownValue value, ISymbol variable) => value is ClientValue ? value : value.Without(variable);

    private static ImmutableDictionary<TKey, KnownValue> Changed<TKey>(
        ImmutableDictionary<TKey, KnownValue> values, Func<KnownValue, KnownValue?> change)
        where TKey : notnull
    {
        foreach (var pair in values)
        {
            var value = change(pair.Value);
            if (value is null)
                values = values.Remove(pair.Key);
            else if (!ReferenceEquals(value, pair.Value))
                values = values.SetItem(pair.Key, value);
        }

        return values;
    }

    private static bool Same<TKey, TValue>(ImmutableDictionary<TKey, TValue> a, ImmutableDictionary<TKey, TValue> b)
        where TKey : notnull => ReferenceEquals(a, b) || (a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var value) && Equals(pair.Value, value)));
}
