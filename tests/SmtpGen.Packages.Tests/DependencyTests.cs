using System.IO.Compression;
using System.Xml.Linq;

namespace SmtpGen.Packages.Tests;

public class DependencyTests(PackedPackages packages)
{
    [Fact]
    public void Who_keeps_mail_in_a_Maildir_gets_no_SQLite() =>
        Assert.Equal(["SmtpGen.Envelopes"], Dependencies("SmtpGen.Storage").Select(dependency => dependency.Id));

    [Fact]
    public void Who_serves_a_protocol_of_their_own_gets_no_mail() => Assert.Equal(
        ["Microsoft.Extensions.Hosting", "SmtpGen"], Dependencies("SmtpGen.Server").Select(dependency => dependency.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void The_database_uses_what_is_public_of_stores_and_so_fits_later_versions_of_them() =>
        Assert.Contains(("SmtpGen.Storage", packages.Version), Dependencies("SmtpGen.Storage.Sqlite"));

    [Fact]
    public void Who_sends_mail_gets_MimeKit_only_with_the_package_for_its_messages()
    {
        Assert.DoesNotContain(Dependencies("SmtpGen.Client"), dependency => dependency.Id == "MimeKit");
        Assert.Equal(["MimeKit", "SmtpGen.Client"], Dependencies("SmtpGen.Client.MimeKit").Select(dependency => dependency.Id).Order(StringComparer.Ordinal));
    }

    private IEnumerable<(string Id, string Version)> Dependencies(string package) => Dependencies(packages, package);

    /// <summary>What a package depends on.</summary>
    internal static IEnumerable<(string Id, string Version)> Dependencies(PackedPackages packages, string package)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(packages.Feed, $"{package}.{packages.Version}.nupkg"));
        using var nuspec = Assert.Single(archive.Entries, entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return [.. XDocument.Load(nuspec).Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => ((string)element.Attribute("id")!, (string)element.Attribute("version")!))];
    }
}
