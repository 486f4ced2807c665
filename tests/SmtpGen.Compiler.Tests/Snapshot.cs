using System.Text.RegularExpressions;

namespace SmtpGen.Compiler.Tests;

/// <summary>Compares a text with the verified file of its name, in which the compiler's version is always 0.1.0.</summary>
internal static partial class Snapshot
{
    /// <summary>
    /// Fails when <c>name.verified.cs</c> is missing or differs; then <c>name.received.cs</c> lies beside it, to be
    /// renamed if it is right.
    /// </summary>
    public static void Verify(string name, string text)
    {
        text = Version().Replace(text, "$1\"0.1.0\"");
        string verified = Path.Combine(Repository.Snapshots, name + ".verified.cs");
        string received = Path.Combine(Repository.Snapshots, name + ".received.cs");
        if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{name}.received.cs is not what {name}.verified.cs says.");
    }

    [GeneratedRegex(@"(GeneratedCodeAttribute\(""SmtpGen"", )""[0-9.]+""")]
    private static partial Regex Version();
}
