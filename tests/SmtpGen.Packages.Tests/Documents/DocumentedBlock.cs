namespace SmtpGen.Packages.Tests.Documents;

/// <summary>A fenced block of a page: <c>csharp in NAME</c>, <c>sh serves</c>, <c>sh not-run: REASON</c>. docs/contributing.md says which words there are.</summary>
/// <param name="Page">The page's path in the repository.</param>
/// <param name="Line">The line of its fence, from 1.</param>
/// <param name="Name">The name of a file that stands before the block in backquotes; empty where there is none.</param>
/// <param name="Info">What stands after the fence.</param>
/// <param name="Text">What stands in it, without the indentation of the fence.</param>
public sealed record DocumentedBlock(string Page, int Line, string Name, string Info, string Text)
{
    private const string NotRun = "not-run:";

    /// <summary>Where it stands, as tests name it.</summary>
    public string Id => $"{Page}:{Line}";

    /// <summary>The first word of <see cref="Info"/>.</summary>
    public string Language => Info.Split(' ')[0];

    /// <summary>Why a test cannot compile or run it; null where one does.</summary>
    public string? Reason => Info.IndexOf(NotRun, StringComparison.Ordinal) is >= 0 and var at ? Info[(at + NotRun.Length)..].Trim() : null;

    /// <summary>What it stands in: a scaffold, a prepared folder, a file of the repository.</summary>
    public string? Place => Words.SkipWhile(word => word != "in").Skip(1).FirstOrDefault();

    /// <summary>Whether its last command goes on until it is stopped.</summary>
    public bool Serves => Words.Contains("serves");

    private IEnumerable<string> Words => Reason is null ? Info.Split(' ').Skip(1) : [];
}
