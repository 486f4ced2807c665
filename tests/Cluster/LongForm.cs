namespace SmtpGen.Cluster.Tests;

/// <summary>Whether the tests take the time to try much more: <c>CLUSTER=long</c>.</summary>
internal static class LongForm
{
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("CLUSTER") == "long";

    public static int Or(int longForm, int shortForm) => IsAsked ? longForm : shortForm;
}
