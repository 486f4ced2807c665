using System.Collections.Immutable;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>What is known at one place of a method.</summary>
internal sealed class Knowledge
{
    private readonly ImmutableDictionary<Place, Session> _sessions;
    private readonly ImmutableDictionary<Place, KnownValue> _locals;
    private readonly ImmutableDictionary<CaptureId, KnownValue> _captures;

    private Knowledge(
        ImmutableDictionary<Place, Session> sessions, ImmutableDictionary<Place, KnownValue> locals, ImmutableDictionary<CaptureId, KnownValue> captures)
    {
        _sessions = sessions;
        _locals = locals;
        _captures = captures;
    }

    /// <summary>Nothing.</summary>
    public static Knowledge None { get; } = new(
        ImmutableDictionary<Place, Session>.Empty,
        ImmutableDictionary<Place, KnownValue>.Empty,
        ImmutableDictionary<CaptureId, KnownValue>.Empty);

    /// <summary>The variables with clients.</summary>
    public IEnumerable<Place> Clients => _sessions.Keys;

    /// <summary>The client in a variable; null: it was never assigned.</summary>
    public Session? Find(Place variable) => _sessions.TryGetValue(variable, out var session) ? session : null;

    /// <summary>The value of a variable.</summary>
    public KnownValue? ValueOf(Place variable) => _locals.TryGetValue(variable, out var value) ? value : null;

    /// <summary>The value of an expression that the compiler keeps.</summary>
    public KnownValue? ValueOf(CaptureId capture) => _captures.TryGetValue(capture, out var value) ? value : null;

    /// <summary>A client moved on, or is another one: nothing that was known of its last reply holds.</summary>
    public Knowledge With(Place variable, Session session) => new(
        _sessions.SetItem(variable, session), Changed(_locals, value => Kept(value, variable)), Changed(_captures, value => Kept(value, variable)));

    /// <summary>A client moved on, and all that was learned of it before holds.</summary>
    public Knowledge Put(Place variable, Session session) => new(_sessions.SetItem(variable, session), _locals, _captures);

    /// <summary>A client took an action, which leaves some of what was learned before.</summary>
    public Knowledge After(Place variable, string action, Session session) => new(
        _sessions.SetItem(variable, session),
        Changed(_locals, value => value is ClientValue ? value : value.After(variable, action)),
        Changed(_captures, value => value is ClientValue ? value : value.After(variable, action)));

    /// <summary>A variable holds another client than before.</summary>
    public Knowledge Replace(Place variable, Session session) => Without(place => place.Equals(variable)).Put(variable, session);

    /// <summary>A variable holds the client of another one.</summary>
    public Knowledge Alias(Place variable, ClientValue value) => Without(place => place.Equals(variable)).With(variable, (KnownValue?)value);

    /// <summary>Nothing is known of some places any more, nor of what others have from them.</summary>
    public Knowledge Without(Func<Place, bool> isGone)
    {
        var sessions = _sessions.RemoveRange(_sessions.Keys.Where(isGone));
        var locals = _locals.RemoveRange(_locals.Keys.Where(isGone));
        var gone = _sessions.Keys.Concat(_locals.Keys).Where(isGone).Distinct().ToList();
        return new(
            sessions,
            gone.Aggregate(locals, (values, place) => Changed(values, value => value.Without(place))),
            gone.Aggregate(_captures, (values, place) => Changed(values, value => value.Without(place))));
    }

    /// <summary>A client of a variable goes to a place that outlives it.</summary>
    public Knowledge Move(Place from, Place to)
    {
        var session = _sessions[from].Share();
        var moved = Without(place => place.Equals(to));
        var aliases = moved._locals.Where(pair => pair.Value is ClientValue alias && alias.Variable.Equals(from)).Select(pair => pair.Key).ToList();
        moved = moved.Without(place => place.Equals(from)).Put(to, session);
        return aliases.Append(from).Aggregate(moved, (knowledge, place) => knowledge.With(place, (KnownValue?)new ClientValue(to)));
    }

    /// <summary>What the compiler has kept in another function.</summary>
    public Knowledge WithCaptures(Knowledge other, Func<ClientValue, bool> isKept) =>
        new(_sessions, _locals, other._captures.RemoveRange(other._captures.Where(pair => !(pair.Value is ClientValue client && isKept(client))).Select(pair => pair.Key)));

    /// <summary>What was known of other objects is forgotten, but not that it may be used at any time.</summary>
    public Knowledge Restore(Knowledge before, Func<Place, bool> isLost) => before._sessions
        .Where(pair => isLost(pair.Key) && (pair.Value.Sight == Sight.Escaped || pair.Value.Pending is not null))
        .Aggregate(this, (knowledge, pair) => knowledge.Put(pair.Key, pair.Value.Lose(Sight.Escaped)));

    /// <summary>A value without what is gone; a client whose variable is gone is in none yet.</summary>
    public KnownValue? Outliving(KnownValue? value, Func<Place, bool> isGone) => value switch
    {
        ClientValue client when isGone(client.Variable) => Find(client.Variable) is { } session ? new NewClientValue(session) : null,
        TaskValue task when task.Started.Any(started => isGone(started.Client)) => null,
        TaskValue { Result: { } result } task => task with { Result = Outliving(result, isGone) },
        null => null,
        _ => Clients.Where(isGone).Aggregate((KnownValue?)value, (left, place) => left?.Without(place)),
    };

    /// <summary>What two ways return, as it is known on both.</summary>
    public static KnownValue? Join(Knowledge here, KnownValue? value, Knowledge there, KnownValue? other) =>
        (value, other) switch
        {
            (NewClientValue made, NewClientValue too) => new NewClientValue(made.Session.Join(too.Session)),
            (NewClientValue, NullValue) => value,
            (NullValue, NewClientValue) => other,
            ({ } a, { } b) when a.Join(b) is { } same => same,
            _ when value is HintValue || other is HintValue => HintValue.Of(value, other),
            _ => Truths.Join(here, value, there, other) ?? (KnownValue?)HintValue.Of(value, other),
        };

    /// <summary>A place that is never reached.</summary>
    public Knowledge Unreachable() => Narrow(new TruthValue(true), false);

    /// <summary>A value of a variable.</summary>
    public Knowledge With(Place local, KnownValue? value) => new(
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

    private Knowledge Narrow(Place variable, OutcomeSet outcomes) =>
        Find(variable) is { Sight: < Sight.Escaped, Pending: null } session
            ? new(
                _sessions.SetItem(variable, session with { Outcomes = session.Outcomes.Intersect(outcomes) }),
                Changed(_locals, value => value.Within(variable, outcomes)),
                Changed(_captures, value => value.Within(variable, outcomes)))
            : this;

    /// <summary>Code that cannot be seen ran: it may have used the clients that it may have, and have put others into places that it may have.</summary>
    public Knowledge AfterOtherCode(FunctionScope scope, Place? except = null)
    {
        var after = this;
        foreach (var pair in _sessions)
        {
            if (pair.Value.Sight == Sight.Shared && !pair.Key.Equals(except))
                after = after.With(pair.Key, pair.Value.Forget());
        }

        foreach (var pair in after._locals)
        {
            if (pair.Value is ClientValue alias && !alias.Variable.Equals(except) && (scope.IsShared(pair.Key) || scope.IsShared(alias.Variable)))
                after = after.With(pair.Key, (KnownValue?)null);
        }

        return new(after._sessions, after._locals, Changed(after._captures, value => value is ClientValue client && scope.IsShared(client.Variable)
            && !client.Variable.Equals(except) ? null : value));
    }

    /// <summary>What is left anywhere in the code that led to an exception.</summary>
    public Knowledge AfterException()
    {
        var sessions = _sessions;
        foreach (var pair in _sessions)
            sessions = sessions.SetItem(pair.Key, pair.Value.Forget());
        return new(sessions, _locals.RemoveRange(_locals.Where(pair => pair.Value is not ClientValue).Select(pair => pair.Key)), None._captures);
    }

    /// <summary>What holds on both of two ways.</summary>
    public Knowledge Join(Knowledge other)
    {
        var sessions = _sessions;
        foreach (var place in _sessions.Keys.Concat(other._sessions.Keys))
            sessions = sessions.SetItem(place, Join(place, other));
        foreach (var pair in _locals.Concat(other._locals))
        {
            // Where the two ways differ in whose client a variable has, it may be that of any of them.
            if (pair.Value is not ClientValue alias || (Equals(ValueOf(pair.Key), alias) && Equals(other.ValueOf(pair.Key), alias)))
                continue;
            if (sessions.TryGetValue(alias.Variable, out var session))
            {
                sessions = sessions.SetItem(alias.Variable, session.Share());
                sessions = sessions.SetItem(pair.Key, Session.Unknown(session.Table, Sight.Shared));
            }
        }

        var joined = new Knowledge(sessions, Common(other, _locals, other._locals), Common(other, _captures, other._captures));
        foreach (var pair in _captures.Concat(other._captures))
        {
            // Either client may be meant from here on.
            if (joined.ValueOf(pair.Key) is not ClientValue)
                joined = joined.Escape(pair.Value);
        }

        return joined;
    }

    /// <summary>Something else may use a client from here on.</summary>
    public Knowledge Escape(KnownValue? value) => value switch
    {
        ClientValue { Variable: var variable } when Find(variable) is { } session => With(variable, session.Lose(Sight.Escaped)),
        TaskValue task => task.Started.Aggregate(this, (knowledge, started) => knowledge.Escape(new ClientValue(started.Client))).Escape(task.Result as ClientValue),
        _ => this,
    };

    /// <summary>What the compiler has kept is of no use where the code leaves its region.</summary>
    public Knowledge Without(IEnumerable<CaptureId> captures) => new(_sessions, _locals, _captures.RemoveRange(captures));

    /// <summary>Whether nothing happened to the clients in between.</summary>
    public bool HasSameClients(Knowledge other) => ReferenceEquals(_sessions, other._sessions);

    /// <summary>Whether both say the same.</summary>
    public bool SameAs(Knowledge other) => Same(_sessions, other._sessions) && Same(_locals, other._locals) && Same(_captures, other._captures);

    // Where one way says nothing of a place, whatever is in it may be in any state; where it is null there, nothing is sent from there on.
    private Session Join(Place place, Knowledge other) => (Find(place), other.Find(place)) switch
    {
        ({ } here, { } there) => here.Join(there),
        ({ } here, null) => other.ValueOf(place) is NullValue ? here : Session.Unknown(here.Table, Sight.Shared).Join(here),
        (null, var there) => ValueOf(place) is NullValue ? there! : Session.Unknown(there!.Table, Sight.Shared).Join(there),
    };

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

    private static KnownValue? Kept(KnownValue value, Place variable) => value is ClientValue ? value : value.Without(variable);

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
