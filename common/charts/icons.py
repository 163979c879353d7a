"""The icons, drawn on a 16 × 16 grid with a 1.4 px stroke, and the four status shapes in a 12 × 12 box."""

ICONS: dict[str, str] = {
    "activity": '<path d="M2 8h12M4.6 5.4 2 8l2.6 2.6M11.4 5.4 14 8l-2.6 2.6"/>',
    "bars": '<path d="M3 13.5V8.5M8 13.5v-11M13 13.5V6"/>',
    "bell": (
        '<path d="M3.5 11.5c.8-.9 1-2 1-4a3.5 3.5 0 0 1 7 0c0 2 .2 3.1 1 4zM6.7 13.6a1.5 1.5 0 0 0 2.6 0"/>'
    ),
    "calendar": (
        '<rect x="2.5" y="3.5" width="11" height="10" rx="1.5"/><path d="M2.5 6.8h11M5.5 2v3M10.5 2v3"/>'
    ),
    "check": '<path d="m3 8.5 3.2 3.2L13 5"/>',
    "chevron-down": '<path d="m4.5 6.5 3.5 3.5 3.5-3.5"/>',
    "chevron-left": '<path d="M9.5 4.5 6 8l3.5 3.5"/>',
    "chevron-right": '<path d="M6.5 4.5 10 8l-3.5 3.5"/>',
    "chevron-up": '<path d="M4.5 9.5 8 6l3.5 3.5"/>',
    "clock": '<circle cx="8" cy="8" r="5.8"/><path d="M8 4.8V8l2.2 1.6"/>',
    "columns": (
        '<rect x="2.5" y="2.5" width="3" height="11" rx="1"/><rect x="6.5" y="2.5" width="3" '
        'height="7" rx="1"/><rect x="10.5" y="2.5" width="3" height="9" rx="1"/>'
    ),
    "dots": '<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2"/>',
    "download": '<path d="M8 2.5v7.3M5 7l3 3 3-3M2.5 10.5v2a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-2"/>',
    "envelope": '<rect x="2" y="3.5" width="12" height="9" rx="1.5"/><path d="m2.5 4.8 5.5 4 5.5-4"/>',
    "eye": (
        '<path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z"/><circle cx="8" '
        'cy="8" r="1.9"/>'
    ),
    "flag": '<path d="M3.5 14V2.5M3.5 3h9l-2 3 2 3h-9"/>',
    "folder": (
        '<path d="M2 12.5v-8a1 1 0 0 1 1-1h3.2l1.5 1.8H13a1 1 0 0 1 1 1v6.2a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z"/>'
    ),
    "fork": (
        '<path d="M8 14V9.5M8 9.5C8 7 4 7.5 4 4M8 9.5C8 7 12 7.5 12 4M2.2 5.6 4 3.5l1.8 2.1M10.2 '
        '5.6 12 3.5l1.8 2.1"/>'
    ),
    "funnel": '<path d="M2.5 3.5h11L9.3 8.6v4.2l-2.6-1.3V8.6z"/>',
    "gear": (
        '<circle cx="8" cy="8" r="2.1"/><path d="M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 '
        '5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4"/>'
    ),
    "indent": '<path d="M2.5 3h11M8 6.3h5.5M8 9.7h5.5M2.5 13h11M3 6.3 5.2 8 3 9.7"/>',
    "link": (
        '<path d="M6.7 9.3a2.5 2.5 0 0 0 3.5 0l2.6-2.6a2.5 2.5 0 0 0-3.5-3.5l-1 1M9.3 6.7a2.5 '
        '2.5 0 0 0-3.5 0L3.2 9.3a2.5 2.5 0 0 0 3.5 3.5l1-1"/>'
    ),
    "lock": ('<rect x="3.5" y="7" width="9" height="6.5" rx="1.2"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>'),
    "money": (
        '<rect x="2" y="4" width="12" height="8" rx="1.2"/><circle cx="8" cy="8" r="1.7"/><path '
        'd="M4.2 8h.01M11.8 8h.01"/>'
    ),
    "moon": '<path d="M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z"/>',
    "outdent": '<path d="M2.5 3h11M8 6.3h5.5M8 9.7h5.5M2.5 13h11M5.2 6.3 3 8l2.2 1.7"/>',
    "pencil": (
        '<path d="m3 13 .6-2.8 7.2-7.2a1.4 1.4 0 0 1 2 0l.2.2a1.4 1.4 0 0 1 0 2l-7.2 7.2zM9.6 4.2l2.2 2.2"/>'
    ),
    "people": (
        '<circle cx="6" cy="5.2" r="2.5"/><path d="M1.8 13.4c0-2.6 1.7-4.2 4.2-4.2s4.2 1.6 4.2 '
        '4.2M10.4 3a2.4 2.4 0 0 1 0 4.4M12 9.6c1.4.6 2.2 1.9 2.2 3.8"/>'
    ),
    "pin": '<path d="M6 2.5h4M6.6 2.5 6 7.2 4.2 9.2h7.6L10 7.2l-.6-4.7M8 9.2V14"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "portfolio": '<path d="M2 4h12M2 8h12M2 12h8"/>',
    "projects": '<path d="M2 3.5h6M5 8h6M8 12.5h6"/>',
    "redo": '<path d="m10.5 3 3 3-3 3M13.5 6h-7a4 4 0 0 0 0 8H9"/>',
    "scenario": '<path d="M2 8h4c3 0 2.5-4 6-4h2M6 8c3 0 2.5 4 6 4h2"/>',
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="m10.4 10.4 3.4 3.4"/>',
    "share": (
        '<path d="M8 10V2.5M5 5.2l3-3 3 3M4.8 7.5H3.5a1 1 0 0 0-1 1v4a1 1 0 0 0 1 1h9a1 1 0 0 0 '
        '1-1v-4a1 1 0 0 0-1-1h-1.3"/>'
    ),
    "sheet": '<path d="M4 1.8h5.2L12.5 5v9.2H4zM9 2v3.2h3.3M6.2 8.2h4M6.2 11h4"/>',
    "sun": (
        '<circle cx="8" cy="8" r="2.8"/><path d="M8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 '
        '3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1"/>'
    ),
    "swap": '<path d="M2.5 5.5h10M10 3l2.5 2.5L10 8M13.5 10.5h-10M6 8l-2.5 2.5L6 13"/>',
    "trash": '<path d="M3 4.5h10M6.2 4.5V3h3.6v1.5M4.2 4.5l.6 9h6.4l.6-9M6.8 7v4M9.2 7v4"/>',
    "tray": (
        '<path d="M2.5 9.5 4.2 3.5h7.6l1.7 6v3a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1zM2.5 9.5h3.2c.2 '
        '1.2 1.1 1.9 2.3 1.9s2.1-.7 2.3-1.9h3.2"/>'
    ),
    "undo": '<path d="M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H7"/>',
    "warning": '<path d="M8 2.2 14.4 13.4H1.6zM8 6.4v3.2M8 11.5h.01"/>',
    "work": '<rect x="2.5" y="2.5" width="11" height="11" rx="1.5"/><path d="m5.2 8.2 2 2 3.8-4"/>',
    "x": '<path d="m4 4 8 8M12 4l-8 8"/>',
}

SHAPES: dict[str, str] = {
    "amber": '<path d="M6 1 11.4 10.6H.6z"/>',
    "green": '<circle cx="6" cy="6" r="5"/>',
    "none": '<circle cx="6" cy="6" r="4.6"/>',
    "red": '<rect x="1.2" y="1.2" width="9.6" height="9.6" rx="1.2"/>',
}
