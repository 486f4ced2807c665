namespace SmtpGen.Compiler.Tests;

public class SnapshotTests
{
    private static readonly IReadOnlyDictionary<string, string> s_emitted =
        Generation.Run(SmallSpec.Shared, SmallSpec.Protocol("Talk"), SmallSpec.Post, SmallSpec.Parcel).Files
            .Where(file => file.Key.StartsWith("Talk.", StringComparison.Ordinal) || file.Key == "Parcel.Adapter.g.cs")
            .ToDictionary(file => file.Key, file => file.Value);

    public static TheoryData<string> HintNames => [.. s_emitted.Keys];

    [Theory]
    [MemberData(nameof(HintNames))]
    public void An_emitted_file_is_as_verified(string hintName) => Snapshot.Verify(NameOf(hintName), s_emitted[hintName]);

    [Fact]
    public void Every_verified_file_is_emitted() => Assert.Equal(
        s_emitted.Keys.Select(NameOf).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Repository.Snapshots, "*.verified.cs")
            .Select(path => Path.GetFileName(path)[..^".verified.cs".Length])
            .Order(StringComparer.Ordinal));

    private static string NameOf(string hintName) => hintName[..^".g.cs".Length];
}
