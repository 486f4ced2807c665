using System.Text.Json.Serialization;

namespace SmtpGen.Reference.Explanations;

/// <summary>What is known of something that was asked for.</summary>
/// <param name="Asked">What was asked for.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CodeExplanation), "reply")]
[JsonDerivedType(typeof(CommandExplanation), "command")]
[JsonDerivedType(typeof(StateExplanation), "state")]
[JsonDerivedType(typeof(FindingExplanation), "finding")]
internal abstract record Explanation(string Asked);

/// <summary>What is known of a reply code, of a line of a server, or of one reply.</summary>
/// <param name="Asked">What was asked for.</param>
/// <param name="Protocol">The protocol's name.</param>
/// <param name="Title">The code, or the code and the reply's name.</param>
/// <param name="ClassName">The name of the first digit.</param>
/// <param name="ClassMeaning">What the first digit says.</param>
/// <param name="Replies">The replies; at least one.</param>
internal sealed record CodeExplanation(
    string Asked, string Protocol, string Title, string ClassName, string ClassMeaning, IReadOnlyList<ReplyExplanation> Replies) : Explanation(Asked);

/// <summary>What is known of a command.</summary>
/// <param name="Asked">What was asked for.</param>
/// <param name="Protocol">The protocol's name.</param>
/// <param name="Verb">Its verb.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Document">The document that describes it, with the section; null where none is named.</param>
/// <param name="Syntax">How it is written.</param>
/// <param name="Extension">The extension that brings it; null where it is always there.</param>
/// <param name="Answers">What it is answered, by states.</param>
/// <param name="Elsewhere">The states that refuse it, with what comes first there.</param>
internal sealed record CommandExplanation(
    string Asked, string Protocol, string Verb, string Meaning, string? Document, string Syntax, string? Extension,
    IReadOnlyList<StateAnswers> Answers, IReadOnlyList<FirstStep> Elsewhere) : Explanation(Asked);

/// <summary>What a command is answered in some states.</summary>
internal sealed record StateAnswers(IReadOnlyList<string> States, IReadOnlyList<CommandAnswer> Answers);

/// <summary>An answer to a command.</summary>
/// <param name="Prefix">Code and enhanced code, or the status.</param>
/// <param name="Reply">The reply's name.</param>
/// <param name="State">The state that it leads to; null: the same.</param>
/// <param name="Then">What follows, in words; null: the next command.</param>
internal sealed record CommandAnswer(string Prefix, string Reply, string? State, string? Then);

/// <summary>What comes first in states that refuse a command.</summary>
internal sealed record FirstStep(IReadOnlyList<string> States, string Command);

/// <summary>What is known of a state, or of a group of states.</summary>
/// <param name="Asked">What was asked for.</param>
/// <param name="Protocol">The protocol's name.</param>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What is true in it.</param>
/// <param name="Groups">The groups it stands in.</param>
/// <param name="Members">The states of a group; none for a state.</param>
/// <param name="Commands">The commands that it allows; of a group, those that all of its states allow.</param>
/// <param name="ReachedBy">What leads to it: a command with its replies.</param>
internal sealed record StateExplanation(
    string Asked, string Protocol, string Name, string Meaning, IReadOnlyList<string> Groups, IReadOnlyList<string> Members,
    IReadOnlyList<string> Commands, IReadOnlyList<string> ReachedBy) : Explanation(Asked);

/// <summary>The page about a kind of finding.</summary>
/// <param name="Asked">What was asked for.</param>
/// <param name="Id">Its id.</param>
/// <param name="Page">What it says, as a terminal shows it.</param>
internal sealed record FindingExplanation(string Asked, string Id, string Page) : Explanation(Asked);
