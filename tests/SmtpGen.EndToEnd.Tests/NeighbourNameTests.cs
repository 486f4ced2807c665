using System.Reflection;
using MailKit.Net.Smtp;
using MimeKit;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>
/// Programs that receive mail with these packages send it with MailKit or System.Net.Mail, often in the same file. A type that shares
/// its name with one of theirs cannot be written there (CS0104).
/// </summary>
public sealed class NeighbourNameTests
{
    private static readonly Assembly[] s_neighbours =
        [typeof(SmtpClient).Assembly, typeof(MimeMessage).Assembly, typeof(System.Net.Mail.MailMessage).Assembly];

    [Fact]
    public void No_public_type_has_the_name_of_one_of_MailKit_MimeKit_or_SystemNetMail()
    {
        var taken = s_neighbours.SelectMany(TopLevel).ToLookup(type => type.Name, StringComparer.Ordinal);
        string[] clashes =
        [
            .. from assembly in Own()
               from type in TopLevel(assembly)
               from other in taken[type.Name]
               select $"{type.FullName} and {other.FullName}",
        ];
        Assert.True(clashes.Length == 0, string.Join('\n', clashes));
    }

    [Fact]
    public void Every_library_is_compared()
    {
        string sources = Path.GetFullPath(Path.Combine(SourceFolder(), "../../src"));
        string[] libraries =
        [
            .. Directory.EnumerateFiles(sources, "SmtpGen.*.csproj", SearchOption.AllDirectories)
                .Select(file => Path.GetFileNameWithoutExtension(file)!)
                .Except(["SmtpGen.Templates", "SmtpGen.Tool"])
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(libraries, Own().Select(assembly => assembly.GetName().Name!).Order(StringComparer.Ordinal));
        Assert.Contains("SmtpProtocolClient", Own().SelectMany(TopLevel).Select(type => type.Name));
    }

    // The specification compiler lies beside them for the program, which is not a library either.
    private static IEnumerable<Assembly> Own() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Where(name => name.StartsWith("SmtpGen.", StringComparison.Ordinal) && name != "SmtpGen.Language"
                && !name.EndsWith(".Tests", StringComparison.Ordinal))
            .Select(Assembly.Load);

    // What is nested is written after the name of its owner, and so never clashes.
    private static IEnumerable<Type> TopLevel(Assembly assembly) => assembly.GetExportedTypes().Where(type => !type.IsNested);

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
