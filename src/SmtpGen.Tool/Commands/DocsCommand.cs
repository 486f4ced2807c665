using System.CommandLine;
using SmtpGen.Tool.Specs;
using SmtpGen.Web.Reference;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen docs</c>: the reference of protocols as a static site.</summary>
internal static class DocsCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Specifications, or folders of them; dialogs (*.dialog) in the folders are shown with the replies that come in them",
            Arity = ArgumentArity.OneOrMore,
        };
        var target = new Option<string>("--output", "-o") { Description = "The folder to write into; other files in it stay", HelpName = "FOLDER", Required = true };
        var language = new Option<string[]>("--lang")
        {
            Description = "A language to write, en or ja; all that the replies are explained in unless given",
            HelpName = "LANGUAGE",
        };
        language.AcceptOnlyFromAmong("en", "ja");
        var address = new Option<string?>("--base-url")
        {
            Description = "The address at which the folder will be, such as https://docs.example/smtp/; with it, the pages name their own address, and there is a sitemap.xml",
            HelpName = "URL",
        };
        var command = new Command("docs", "Writes the reference of protocols as a static site: states, commands, replies and how they differ")
        {
            paths, target, language, address,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var sources = DocumentedProtocols.Load(parsed.GetValue(paths)!, parsed.InvocationConfiguration.Error);
            string[] asked = parsed.GetValue(language)!;
            var site = new ProtocolSite(sources, new SiteOptions(IsLive: false, Root(parsed.GetValue(address)), asked.Length > 0 ? asked : null));
            if (site.Locales.Count == 0)
                throw new ToolException(ToolExit.Findings, $"the replies are not explained in {string.Join(", ", asked)}; nothing was written");
            string folder = parsed.GetValue(target)!;
            if (File.Exists(folder))
                throw new ToolException(ToolExit.Environment, $"{target.Name} {folder}: is a file; name a folder");
            await StaticSite.WriteAsync(site, folder, cancellationToken);
            string names = string.Join(", ", site.Protocols.Select(protocol => protocol.Model.Name));
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"{site.PageCount} pages about {names} ({string.Join(", ", site.Locales)}) in {folder}; begin with {Path.Combine(folder, "index.html")}");
            return ToolExit.Ok;
        });
        return command;
    }

    // A page without a slash at its end would be left out of the addresses below it.
    private static Uri? Root(string? address)
    {
        if (address is null)
            return null;
        return Uri.TryCreate(address.EndsWith('/') ? address : address + "/", UriKind.Absolute, out var root)
            && (root.Scheme == Uri.UriSchemeHttps || root.Scheme == Uri.UriSchemeHttp) && root.Query.Length + root.Fragment.Length == 0
            ? root
            : throw new ToolException(ToolExit.Usage, $"--base-url {address}: is not the address of a folder; write one such as https://docs.example/smtp/");
    }
}
