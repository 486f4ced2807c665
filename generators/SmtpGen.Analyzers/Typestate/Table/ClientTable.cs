using System.Collections.Immutable;

namespace SmtpGen.Analyzers.Typestate.Table;

/// <summary>A protocol as a client walks through it.</summary>
internal sealed class ClientTable
{
    private readonly ImmutableArray<ClientEdge> _edges;
    private readonly ImmutableHashSet<int> _finals;
    private readonly ImmutableDictionary<string, int> _codes;

    public ClientTable(
        ImmutableArray<string> states, int initial, ImmutableHashSet<int> finals, ImmutableArray<ClientEdge> edges, ImmutableDictionary<string, int> codes)
    {
        States = states;
        Initial = initial;
        _finals = finals;
        _edges = edges;
        _codes = codes;
    }

    /// <summary>Names of the states; one between a reply and what it asks for is <c>Recipients/Message</c>.</summary>
    public ImmutableArray<string> States { get; }

    /// <summary>Index of the state before the greeting.</summary>
    public int Initial { get; }

    /// <summary>The actions that are answered in some state.</summary>
    public IEnumerable<string> Actions => _edges.Select(edge => edge.Action).Distinct();

    /// <summary>The states in which the session is over.</summary>
    public IEnumerable<int> Finals => _finals;

    /// <summary>Whether the session is over.</summary>
    public bool IsFinal(int state) => _finals.Contains(state);

    /// <summary>Code of a declared reply; null where the table knows none of that name.</summary>
    public int? CodeOf(string reply) => _codes.TryGetValue(reply, out int code) ? code : null;

    /// <summary>
    /// Whether a client takes an action in a state: it does not where the answer cannot be positive. An action that is
    /// nowhere answered positively, such as cancelling, is taken where it is answered at all.
    /// </summary>
    public bool Allows(int state, string action)
    {
        var edges = From(state, action);
        return edges.Any(edge => edge.IsPositive)
            || (edges.Any() && !_edges.Any(edge => edge.Action == action && edge.IsPositive));
    }

    /// <summary>Whether every success of an action ends the session: to take it when the session is over already does nothing.</summary>
    public bool Leaves(string action)
    {
        var successes = Of(action).Where(edge => edge.IsPositive).ToList();
        return successes.Count > 0 && successes.All(edge => IsFinal(edge.To));
    }

    /// <summary>The declared replies to an action in a state.</summary>
    public IEnumerable<ClientEdge> From(int state, string action) => _edges.Where(edge => edge.From == state && edge.Action == action);

    /// <summary>The declared replies to an action in any state.</summary>
    public IEnumerable<ClientEdge> Of(string action) => _edges.Where(edge => edge.Action == action);

    /// <summary>The actions that succeed in a state, in the order of the table.</summary>
    public IEnumerable<ClientEdge> Successes(int state) => _edges.Where(edge => edge.From == state && edge.IsPositive);

    /// <summary>All declared replies in a state.</summary>
    public IEnumerable<ClientEdge> Leaving(int state) => _edges.Where(edge => edge.From == state);

    /// <summary>Whether an action is a body or line that a reply asks for, and no command.</summary>
    public bool IsAskedFor(string action) => Of(action).All(edge => States[edge.From].Contains('/'));

    /// <summary>Whether an action is the wait for the greeting.</summary>
    public bool IsGreeting(string action) => Of(action).All(edge => edge.From == Initial);

    /// <summary>Whether the server has a state of that name.</summary>
    public bool HasState(string? name) => name is not null && Enumerable.Range(0, States.Length).Any(state => ServerState(state) == name);

    /// <summary>Name of the server's state meanwhile, which is the first one already before the greeting.</summary>
    public string ServerState(int state)
    {
        var greeting = state == Initial ? Successes(state).FirstOrDefault() : null;
        return States[greeting?.To ?? state].Split('/')[0];
    }
}
