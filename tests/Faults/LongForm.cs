namespace SmtpGen.Faults.Tests;

/// <summary>Whether the tests take the time to try much more: <c>FAULTS=long</c>.</summary>
internal static class LongForm
{
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("FAULTS") == "long";

    public static int Or(int longForm, int shortForm) => IsAsked ? longForm : shortForm;
}
