"""What an independent library finds in a PDF: faults of its structure, and every string in it.

Asked a line at a time with the path of a file; answers each with a line of JSON: {"faults": [...], "strings": [...]}. Asked with
"spoil " before the path it first spoils what it read, so that the test sees that faults are found.
It knows nothing of how the file was made. It is no validator: it looks for what a reader with a screen reader would miss first.
"""

import json
import re
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

PAINTS = {
    "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "BI", "INLINE IMAGE",
}


def elements(node, found, above):
    """Every structure element with those above it, in order."""
    if isinstance(node, Array):
        for kid in node:
            elements(kid, found, above)
    elif isinstance(node, Dictionary) and "/S" in node:
        found.append((node, above))
        if "/K" in node:
            elements(node.K, found, above + [str(node.S)])
    elif isinstance(node, Dictionary) and "/K" in node and node.get("/Type") == Name.StructTreeRoot:
        elements(node.K, found, above)


def kids(node):
    held = node.get("/K")
    if held is None:
        return []
    return list(held) if isinstance(held, Array) else [held]


def attributes(node):
    held = node.get("/A")
    if held is None:
        return []
    return [one for one in (held if isinstance(held, Array) else [held]) if isinstance(one, Dictionary)]


def marked_content(page, number, faults):
    """The numbers of a page's marked content; everything else that is painted must be an artifact."""
    numbers, open_marks = set(), []
    for operands, operator in pikepdf.parse_content_stream(page):
        operator = str(operator)
        if operator in ("BMC", "BDC"):
            mark = str(operands[0])
            held = operands[1] if len(operands) > 1 and isinstance(operands[1], Dictionary) else {}
            if "/MCID" in held:
                numbers.add(int(held["/MCID"]))
                mark = "tagged"
            open_marks.append(mark)
        elif operator == "EMC":
            open_marks.pop()
        elif operator in PAINTS and not any(mark in ("tagged", "/Artifact") for mark in open_marks):
            faults.add(f"page {number}: {operator} is neither tagged nor an artifact")
    if open_marks:
        faults.add(f"page {number}: marked content is left open")
    return numbers


def fonts(pdf, faults):
    for held in pdf.objects:
        if isinstance(held, Dictionary) and held.get("/Type") == Name.Font:
            name = str(held.get("/BaseFont", held.get("/Name", "?")))
            if held.get("/Subtype") == Name.Type0:
                if "/ToUnicode" not in held:
                    faults.add(f"font {name} cannot be read as text")
            elif held.get("/Subtype") != Name.Type3:
                kept = held.get("/FontDescriptor", {})
                if not any(key in kept for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                    faults.add(f"font {name} is not embedded")


def strings(held, out):
    if isinstance(held, String):
        out.append(str(held))
    elif isinstance(held, Array):
        for one in held:
            if not (isinstance(one, Object) and one.is_indirect):
                strings(one, out)
    elif isinstance(held, (Dictionary, Stream)):
        for key in held.keys():
            out.append(str(key))
            one = held[key]
            if not (isinstance(one, Object) and one.is_indirect):
                strings(one, out)


def faults_of(pdf):
    faults = set()
    root = pdf.Root
    if str(root.get("/Lang", "")) != "en-GB":
        faults.add("the language is not en-GB")
    if root.get("/MarkInfo", {}).get("/Marked") is not True:
        faults.add("it is not marked as tagged")
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        faults.add("its title is not displayed")
    if not str(pdf.docinfo.get("/Title", "")):
        faults.add("it has no title")
    for key in ("/OpenAction", "/AA", "/AcroForm"):
        if key in root:
            faults.add(f"it has {key}")
    for key in ("/JavaScript", "/EmbeddedFiles"):
        if key in root.get("/Names", {}):
            faults.add(f"it has {key}")
    said = root.Metadata.read_bytes().decode()
    for wanted in (r"pdfuaid:part>1<", r"pdfaid:part>2<", r"pdfaid:conformance>A<"):
        if not re.search(wanted, said):
            faults.add(f"its metadata lack {wanted}")
    fonts(pdf, faults)

    found = []
    elements(root.StructTreeRoot, found, [])
    level, tops = 0, 0
    held = {}
    for node, above in found:
        kind = str(node.S)
        for kid in kids(node):
            page = node.get("/Pg")
            number = kid if isinstance(kid, int) else None
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
                page, number = kid.get("/Pg", page), int(kid.MCID)
            if number is not None and page is not None:
                held.setdefault(page.objgen, set()).add(int(number))
        if re.fullmatch(r"/H[1-6]", kind):
            here = int(kind[2:])
            tops += here == 1
            if here > level + 1:
                faults.add(f"a heading of level {here} stands below level {level}")
            level = here
        if kind == "/Figure" and not str(node.get("/Alt", "")):
            faults.add("a figure has no text in its place")
        if kind == "/TH" and not any("/Scope" in one for one in attributes(node)):
            faults.add("a table's head does not say what it heads")
        if kind in ("/TH", "/TD") and (not above or above[-1] != "/TR"):
            faults.add(f"{kind} stands outside a row")
        if kind == "/LI" and above[-1:] != ["/L"]:
            faults.add("an item stands outside a list")
        if kind == "/TR":
            cells = [str(kid.S) for kid in kids(node) if isinstance(kid, Dictionary) and "/S" in kid]
            if not cells or set(cells) - {"/TH", "/TD"}:
                faults.add("a row holds something else than cells")
        if kind == "/Link":
            annotations = [kid.Obj for kid in kids(node) if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR]
            if not annotations:
                faults.add("a link leads nowhere")
            if any(not str(one.get("/Contents", "")) for one in annotations):
                faults.add("a link has no words of its own")
    if tops != 1:
        faults.add(f"{tops} headings of the first level")
    links = 0
    for number, page in enumerate(pdf.pages, 1):
        numbers = marked_content(page, number, faults)
        lost = numbers - held.get(page.obj.objgen, set())
        if lost:
            faults.add(f"page {number}: content {sorted(lost)[:3]} stands in no element")
        if page.obj.get("/Tabs") != Name.S and "/Annots" in page.obj:
            faults.add(f"page {number}: links are not in the order of reading")
        for note in page.obj.get("/Annots", []):
            links += 1
            address = str(note.get("/A", {}).get("/URI", ""))
            if address and not address.startswith(("https://", "mailto:")):
                faults.add(f"a link leads to {address[:20]}")
            if note.Subtype != Name.Link:
                faults.add(f"an annotation is {note.Subtype}")
    return sorted(faults)


def spoil(pdf):
    """Takes away what a reader needs, one of each kind."""
    del pdf.Root.Lang
    del pdf.Root.MarkInfo
    del pdf.docinfo["/Title"]
    found = []
    elements(pdf.Root.StructTreeRoot, found, [])
    for node, _ in found:
        if node.S in (Name.TH, Name.Figure):
            node.S, node.A = Name.TH, Dictionary()
            break
    for page in pdf.pages:
        for note in page.obj.get("/Annots", []):
            if "/Contents" in note:
                del note["/Contents"]
    page = pdf.pages[0]
    operations = [one for one in pikepdf.parse_content_stream(page) if str(one[1]) not in ("BDC", "BMC", "EMC")]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operations))
    for held in pdf.objects:
        if isinstance(held, Dictionary) and "/FontFile2" in held:
            del held["/FontFile2"]


def answer(path):
    is_spoiled = path.startswith("spoil ")
    with pikepdf.open(path.removeprefix("spoil ")) as pdf:
        if is_spoiled:
            spoil(pdf)
        said = []
        for held in pdf.objects:
            strings(held, said)
        said.append(pdf.Root.Metadata.read_bytes().decode())
        return {"faults": faults_of(pdf), "strings": said}


if __name__ == "__main__":
    print(json.dumps({"pikepdf": pikepdf.__version__}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(line.rstrip("\n"))), flush=True)
