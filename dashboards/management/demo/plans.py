"""The demo's plans as text.

A line reads ``code | name | days | predecessors``; 0 days is a milestone, no days a summary.
"""

ORION = """
1   | Discovery              |    |
1.1 | Interview key accounts | 8  |
1.2 | Requirements           | 10 | 1.1
1.3 | Requirements signed    | 0  | 1.2
2   | Architecture           |    |
2.1 | Data model             | 8  | 1.3
2.2 | API contract           | 10 | 1.3
2.3 | API contract signed    | 0  | 2.2
2.4 | Security review        | 5  | 2.1, 2.2
2.5 | Design done            | 0  | 2.4
3   | Build                  |    |
3.1 | Account service        | 20 | 2.5
3.2 | Portal front end       | 22 | 2.5
3.3 | Billing adapter        | 12 | 2.3SS+5
3.4 | Integration            | 10 | 3.1, 3.2, 3.3
3.5 | Integration done       | 0  | 3.4
4   | Launch                 |    |
4.1 | Load test              | 6  | 3.5
4.2 | Training               | 5  | 3.2
4.3 | Cutover                | 3  | 4.1, 4.2
4.4 | Portal live            | 0  | 4.3
"""
DEPOT = """
1   | Civil works            |    |
1.1 | Trenches and bases     | 120 |
1.2 | Transformer building   | 60 | 1.1FF
2   | Charging               |    |
2.1 | Charge points          | 150 | 1.1SS+30
2.2 | Metering               | 30 | 2.1
2.3 | Charging ready         | 0  | 2.2, 1.2
3   | Handover               |    |
3.1 | Acceptance tests       | 8  | 2.3
3.2 | Depot live             | 0  | 3.1
"""
GRIDPLAN = """
1   | Permit                 |    |
1.1 | Route survey           | 10 |
1.2 | Permit application     | 15 | 1.1
1.3 | Permit hearing         | 20 | 1.2
1.4 | Permit granted         | 0  | 1.3
2   | Works                  |    |
2.1 | Switchgear order       | 45 | 1.1
2.2 | Cable laying           | 25 | 1.4
2.3 | Switchgear fitted      | 10 | 2.1, 2.2
2.4 | Energised              | 0  | 2.3
"""
OCPP = """
1   | Preparation            |    |
1.1 | Gap analysis           | 10 |
1.2 | Message profiles       | 20 | 1.1
1.3 | Firmware changes       | 25 | 1.2SS+5
2   | Certification          |    |
2.1 | Lab slot booked        | 0  | 1.1
2.2 | Pre-test               | 8  | 1.2, 1.3
2.3 | Certification run      | 10 | 2.2
2.4 | Certificate issued     | 0  | 2.3
"""
GATEWAY = """
A   | Interface spec         | 5  |
B   | Gateway firmware build | 10 | A
C   | Site survey            | 4  | A
D   | Integration test       | 3  | B, C+2
M   | Pilot live             | 0  | D
"""
MES = """
1   | Upgrade                |    |
1.1 | Freeze the old release | 3  |
1.2 | Test system            | 12 | 1.1
1.3 | Master data migrated   | 15 | 1.2
1.4 | Line tests             | 15 | 1.3
1.5 | Upgrade accepted       | 0  | 1.4
2   | Rollout                |    |
2.1 | Shift training         | 10 | 1.3
2.2 | Cutover weekend        | 2  | 1.5, 2.1
2.3 | Warehouse live         | 0  | 2.2
"""
HR = """
1   | Exit                   |    |
1.1 | Contract review        | 8  |
1.2 | Data export format     | 15 | 1.1
1.3 | Archive store          | 20 | 1.1
1.4 | Export rehearsal       | 10 | 1.2, 1.3
1.5 | Rehearsal accepted     | 0  | 1.4
1.6 | Final export           | 5  | 1.5
1.7 | System switched off    | 0  | 1.6
"""
