using SmtpGen.Language.Text;

namespace SmtpGen.Language.Model;

/// <summary>What may happen when a command comes in one of its states.</summary>
/// <param name="Outcomes">The replies and where each leads; the first is the default.</param>
public sealed record RuleModel(EquatableArray<OutcomeModel> Outcomes)
{
    /// <summary>Whether a handler is asked although there is one reply: the command says so, it sends others before, or gives values with it.</summary>
    public bool Asks { get; init; }

    /// <summary>Whether somebody has to choose a reply.</summary>
    public bool IsDecision => Outcomes.Count > 1 || Asks;

    /// <summary>Every answer that may come before the next command: each outcome, and the answers to what follows it.</summary>
    public IEnumerable<OutcomeModel> Answers(ProtocolModel protocol) => Outcomes.SelectMany(outcome => outcome.WithFollowing(protocol));
}

/// <summary>A reply and where it leads.</summary>
/// <param name="Reply">Index of the reply; -1: nothing is said.</param>
/// <param name="Target">Index of the next state; -1: the same.</param>
/// <param name="Sets">Mask of the flags it sets.</param>
/// <param name="Clears">Mask of the flags it clears.</param>
/// <param name="Then">What follows the reply; null: the next command.</param>
public sealed record OutcomeModel(int Reply, int Target, uint Sets, uint Clears, ThenModel? Then)
{
    /// <summary>The body that is read after it; null: none.</summary>
    public ReadBodyModel? Body => Then as ReadBodyModel;

    /// <summary>The line that is read after it; null: none.</summary>
    public ReadLineModel? Line => Then as ReadLineModel;

    /// <summary>Whether the connection is encrypted after it.</summary>
    public bool Upgrades => Then is UpgradeModel;

    /// <summary>Whether lines of the handler follow it.</summary>
    public bool Sends => Then is SendBodyModel;

    /// <summary>It, and the answers to what follows it.</summary>
    public IEnumerable<OutcomeModel> WithFollowing(ProtocolModel protocol) =>
        new[] { this }.Concat(Then?.Answers(protocol).Select(answer => answer.Outcome) ?? []);
}

/// <summary>The answer that takes the place of others which were given too often.</summary>
/// <param name="Limit">Index of the limit: how many are given.</param>
/// <param name="Commands">Indices of the commands whose answers count, whatever they say.</param>
/// <param name="Replies">Indices of the replies that count, whatever they answer.</param>
/// <param name="Until">Indices of the replies with which the count starts anew.</param>
/// <param name="Reply">Index of the reply that takes their place; -1: the session ends without a word.</param>
/// <param name="Target">Index of the next state; -1: the same.</param>
public sealed record TallyModel(
    int Limit, EquatableArray<int> Commands, EquatableArray<int> Replies, EquatableArray<int> Until, int Reply, int Target);

/// <summary>The answer to input, or an event, that is not a legal command.</summary>
/// <param name="Input">What is answered.</param>
/// <param name="Reply">Index of the reply; -1: the session ends without a word.</param>
/// <param name="Target">Index of the next state; -1: the same.</param>
/// <param name="Unless">Index of the option under which the input is legal; -1: it never is.</param>
public sealed record OtherwiseModel(OtherwiseInput Input, int Reply, int Target, int Unless);

/// <summary>What the answer is to when it is to no legal command. The names in a specification are the words in lower case.</summary>
public enum OtherwiseInput
{
    /// <summary>A verb that no command has.</summary>
    UnknownVerb,

    /// <summary>A known command in a state that does not allow it.</summary>
    WrongState,

    /// <summary>Arguments that the grammar does not match.</summary>
    BadArguments,

    /// <summary>A parameter that no extension on offer defines.</summary>
    UnknownParameter,

    /// <summary>A command of an extension that is not on offer.</summary>
    NotOffered,

    /// <summary>A line over the longest that is parsed.</summary>
    LineTooLong,

    /// <summary>A line that does not end within what is drained.</summary>
    EndlessLine,

    /// <summary>A command that ends in LF without CR.</summary>
    BareLineFeed,

    /// <summary>A handler threw.</summary>
    HandlerFailed,

    /// <summary>A handler chose to end the session.</summary>
    HandlerCloses,

    /// <summary>The client talked before the greeting.</summary>
    TalksFirst,

    /// <summary>No command came in time.</summary>
    Idle,

    /// <summary>A body comes too slowly.</summary>
    TooSlow,

    /// <summary>The session lasted too long.</summary>
    SessionTooLong,

    /// <summary>The server stops.</summary>
    Shutdown,

    /// <summary>More connections than allowed.</summary>
    TooManyConnections,

    /// <summary>More protocol errors than allowed.</summary>
    TooManyErrors,

    /// <summary>The client sent something after a command that changes the connection, before it was answered.</summary>
    SentAhead,
}

/// <summary>Input of other protocols, which ends the session at once.</summary>
/// <param name="Verbs">First words of a line.</param>
/// <param name="Octets">First octets of a line.</param>
/// <param name="Reply">Index of the reply.</param>
/// <param name="Target">Index of the next state.</param>
public sealed record ForeignModel(EquatableArray<string> Verbs, EquatableArray<int> Octets, int Reply, int Target);
