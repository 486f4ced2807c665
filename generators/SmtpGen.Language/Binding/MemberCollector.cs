using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>A member and the extension it stands in.</summary>
internal sealed record OwnedMember(MemberSyntax Member, ExtensionMember? Owner);

/// <summary>Gathers the members of a protocol and its translations: its own, and those of the protocol it extends.</summary>
internal sealed class MemberCollector(FileSet files, Report report)
{
    /// <summary>Most protocols that extend each other in a row.</summary>
    public const int MaxChain = 32;

    private const int MaxIncludeDepth = 32;

    // The protocol and those that it extends.
    private readonly HashSet<ProtocolSyntax> _chain = [];

    /// <summary>The translations, inherited ones first.</summary>
    public List<HelpSyntax> Helps { get; } = [];

    public List<OwnedMember> Collect(ProtocolSyntax protocol)
    {
        var members = new List<OwnedMember>();
        _chain.Add(protocol);
        Inherit(protocol, members);
        return members;
    }

    private void Inherit(ProtocolSyntax protocol, List<OwnedMember> members)
    {
        if (protocol.Extends is { } name)
        {
            var parent = files.Protocols.FirstOrDefault(p => p.Name.Text == name.Text);
            if (parent is null)
                report.Add(BindingRules.Undefined, name, $"No file defines a protocol '{name}'.");
            else if (_chain.Count == MaxChain)
                report.Add(BindingRules.BadValue, name, $"'{name}' is {MaxChain} protocols up; extend one that is nearer to the first.");
            else if (!_chain.Add(parent))
                report.Add(BindingRules.Cycle, name, $"'{protocol.Name}' extends itself by way of '{name}'; end the chain at a protocol that extends nothing.");
            else
                Inherit(parent, members);
        }

        var own = new List<OwnedMember>();
        AddAll(protocol.Members, null, own, [.. files.Files.Where(file => file.Protocols.Contains(protocol))]);
        var changes = new InheritedChanges(members, report);
        changes.Begin();
        foreach (var removal in own.Select(m => m.Member).OfType<RemoveMember>())
            changes.Remove(removal);
        foreach (var rename in own.Select(m => m.Member).OfType<RenameMember>())
        {
            var inherited = Helps.ConvertAll(changes.Rename(rename).In);
            Helps.Clear();
            Helps.AddRange(inherited);
        }

        foreach (var change in own.Select(m => m.Member).OfType<ChangeMember>())
            changes.Change(change);
        foreach (var family in own.Select(m => m.Member).OfType<FamilyMember>().ToList())
            Adopt(family, protocol, members, [.. own.Select(m => m.Member)], [.. files.Files.Where(file => file.Protocols.Contains(protocol))]);
        members.AddRange(own.Where(m => m.Member is not (RemoveMember or RenameMember or ChangeMember or FamilyMember)));
        Helps.AddRange(files.Helps.Where(h => h.Protocol.Text == protocol.Name.Text));
    }

    // What the family says holds where the protocol says nothing, and is there to be changed by those that extend it.
    private void Adopt(FamilyMember family, ProtocolSyntax protocol, List<OwnedMember> members, List<MemberSyntax> own, HashSet<SpecFile> adopting)
    {
        if (files.FindFamily(family) is not { } file)
        {
            Missing(family);
            return;
        }

        if (!adopting.Add(file))
        {
            report.Add(BindingRules.Cycle, family.Family, $"'{family.Family}' would stand on itself; remove this 'family'.");
            return;
        }

        report.Adopt(file.Source, protocol, family.Family);
        var adopted = new List<OwnedMember>();
        AddAll(file.Members, null, adopted, [file]);
        foreach (var other in adopted.Where(m => !FamilyDefaults.May(m.Member)))
        {
            report.Add(BindingRules.BadValue, other.Member.Keyword,
                $"A family holds only what a protocol can say otherwise; write '{other.Member.Keyword}' into the protocol, or into a file that it includes.");
        }

        adopted.RemoveAll(m => !FamilyDefaults.May(m.Member));
        // A family may stand on another one, of which it replaces what it says itself.
        foreach (var inner in adopted.Select(m => m.Member).OfType<FamilyMember>())
            Adopt(inner, protocol, members, [.. own, .. adopted.Select(m => m.Member)], adopting);
        adopting.Remove(file);
        members.AddRange([.. new FamilyDefaults(files, [.. own, .. members.Select(m => m.Member)]).Of(adopted.Where(m => m.Member is not FamilyMember))]);
        Helps.AddRange(file.Helps.Where(help => IsTranslatedInto(help.Locale.Text) && !Helps.Exists(known => known.Locale == help.Locale)));
    }

    private void Missing(FamilyMember family)
    {
        if (family.IsPath)
        {
            report.Add(BindingRules.MissingFile, family.Family,
                $"There is no file '{family.Family}' beside this one among the project's AdditionalFiles; correct the path or add the file.");
            return;
        }

        var nearest = EditDistance.Nearest(family.Family.Text, Families.Names);
        string hint = nearest.Count > 0 ? $" Did you mean '{nearest[0]}'?" : "";
        report.Add(BindingRules.Undefined, family.Family,
            $"There is no family '{family.Family}'; there are {string.Join(", ", Families.Names)}, and files: family \"FILE\".{hint}",
            CorrectName.Fix(family.Family.Source, family.Family.Span, nearest));
    }

    private bool IsTranslatedInto(string locale) =>
        files.Helps.Any(help => help.Locale.Text == locale && _chain.Any(protocol => protocol.Name.Text == help.Protocol.Text));

    private void AddAll(IEnumerable<MemberSyntax> from, ExtensionMember? owner, List<OwnedMember> members, HashSet<SpecFile> including, int depth = 0)
    {
        foreach (var member in from)
        {
            members.Add(new OwnedMember(member, owner));
            if (member is ExtensionMember extension)
                AddAll(extension.Members, extension, members, including, depth);
            else if (member is IncludeMember include)
                Include(include, owner, members, including, depth + 1);
        }
    }

    private void Include(IncludeMember include, ExtensionMember? owner, List<OwnedMember> members, HashSet<SpecFile> including, int depth)
    {
        if (files.FindFile(include.Path) is not { } file)
        {
            report.Add(BindingRules.MissingFile, include.Path,
                $"There is no file '{include.Path}' beside this one among the project's AdditionalFiles; correct the path or add the file.");
        }
        else if (!including.Add(file))
        {
            report.Add(BindingRules.Cycle, include.Path, $"'{include.Path}' is part of this protocol already; remove this include.");
        }
        else if (depth > MaxIncludeDepth)
        {
            report.Add(BindingRules.BadValue, include.Path, $"Files include each other more than {MaxIncludeDepth} deep here; include '{include.Path}' in a file that is nearer to the protocol.");
        }
        else
        {
            AddAll(file.Members, owner, members, including, depth);
        }
    }
}
