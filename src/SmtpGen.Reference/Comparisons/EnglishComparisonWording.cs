namespace SmtpGen.Reference.Comparisons;

/// <summary>The sentences in English.</summary>
internal sealed class EnglishComparisonWording : ComparisonWording
{
    private const int Most = 6;

    public override string BothEnd => "Both end the session.";

    public override string Says(string said, int digit) => said + digit switch
    {
        2 => " says yes: the server has done what was asked.",
        3 => " says go on: the server waits for the rest of the input that belongs to the command.",
        4 => " says not now: the same command may succeed later, so the client waits and tries again.",
        5 => " says no: the same command fails again until somebody changes something.",
        _ => ": nothing is sent.",
    };

    public override string BothSay(int digit) => digit switch
    {
        2 => "Both say yes: the server has done what was asked. They differ in what that was.",
        3 => "Both say go on: the server waits for more input. They differ in what it waits for.",
        4 => "Both say not now: the same command may succeed later. They differ in what is in the way.",
        5 => "Both say no: the same command fails again until somebody changes something. They differ in what that is.",
        _ => "Nothing is sent.",
    };

    public override string Ends(string said, string other) => $"{said} ends the session; after {other} it can go on.";

    public override string Answers(string said, IReadOnlyList<string> verbs, IReadOnlyList<string> states) =>
        $"Expect {said} as an answer to {List(verbs, "or", "commands")}, {(states.Count == 0 ? "in any state" : $"in {List(states, "or", "states")}")}.";

    public override string AnswersInput(string said, IReadOnlyList<string> inputs, bool alone) =>
        $"{(alone ? $"Expect {said} as the answer to" : $"{said} also answers")} {string.Join("; ", inputs.Take(Most))}{(inputs.Count > Most ? $"; and {inputs.Count - Most} more cases" : "")}.";

    public override string Never(string said) => $"Nothing in this protocol is answered with {said}.";

    public override string Shared(IReadOnlyList<string> verbs) => $"{List(verbs, "and", "commands")} may get either: the code tells which case it is.";

    private static string List(IReadOnlyList<string> names, string last, string things) => names.Count switch
    {
        1 => names[0],
        <= Most => $"{string.Join(", ", names.Take(names.Count - 1))} {last} {names[^1]}",
        _ => $"{string.Join(", ", names.Take(Most - 1))} {last} {names.Count - Most + 1} other {things}",
    };
}
